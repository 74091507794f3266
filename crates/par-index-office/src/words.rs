//! Words and sentences about names and files, in English and Vietnamese.

use par_index::Text;

/// The word or sentence with a key.
pub(crate) fn word(key: &str) -> Text {
    let (en, vi) = words(key);
    Text::new(vi, en)
}

/// The word or sentence with a key, in English and in Vietnamese; empty if the key is unknown.
pub fn words(key: &str) -> (&'static str, &'static str) {
    match key {
        "line" => ("line", "dòng"),
        "column" => ("column", "cột"),
        "bad_toml" => ("this is no TOML", "không đúng cú pháp TOML"),
        "path_below" => (
            "a path below this folder: none that begins with / or leaves it by .. or a link",
            "đường dẫn bên trong thư mục này, không bắt đầu bằng /, không ra ngoài bằng .. hay liên kết",
        ),
        "no_pdf" => (
            "this was built without PDF: build the command with `cargo install --path crates/par-index-cli --features pdf`, or write .docx",
            "bản này chưa có phần xuất PDF: cài lại bằng `cargo install --path crates/par-index-cli --features pdf`, hoặc ghi tệp .docx",
        ),
        "missing" => ("required and not given", "thiếu tham số bắt buộc"),
        "cannot_read" => ("cannot read", "không đọc được"),
        "not_found" => ("there is no such file or folder", "không có tệp (thư mục) này"),
        "denied" => ("permission denied", "không được phép"),
        "is_folder" => ("it is a folder", "đây là thư mục, không phải tệp"),
        "not_folder" => (
            "a part of the path is a file, not a folder",
            "một phần của đường dẫn là tệp, không phải thư mục",
        ),
        "disk_full" => ("the disk is full", "ổ đĩa đã đầy"),
        "read_only" => ("the disk can only be read", "ổ đĩa chỉ cho phép đọc"),
        "limit_reached" => {
            ("the file would be larger than the system allows", "tệp lớn hơn mức hệ thống cho phép")
        }
        "name_too_long" => ("the name is too long", "tên quá dài"),
        "bad_name" => ("this name is not possible", "tên này không dùng được"),
        "busy" => ("another program uses it", "chương trình khác đang sử dụng"),
        "address_taken" => {
            ("another program listens there", "chương trình khác đang dùng địa chỉ này")
        }
        "address_foreign" => ("this machine has no such address", "máy này không có địa chỉ đó"),
        "closed" => ("the reader has gone", "phía nhận đã đóng"),
        "not_text" => ("the contents are not what they should be", "nội dung không đúng định dạng"),
        "no_memory" => ("there is not enough memory", "không đủ bộ nhớ"),
        "disk_fault" => ("the disk reports a fault", "ổ đĩa báo hỏng"),
        "no_reader" => ("nothing answers behind this name", "không có gì hoạt động ở tên này"),
        "too_many_files" => ("too many files are open", "đang mở quá nhiều tệp"),
        "link_loop" => ("the links lead in a circle", "các liên kết dẫn vòng tròn"),
        "refused" => ("the system refused", "hệ thống từ chối"),
        "too_large" => ("larger than 1 GiB", "lớn hơn 1 GiB"),
        "no_match" => ("no file matches", "không có tệp nào khớp"),
        "no_input" => (
            "the folder holds no file to read (.csv, .json, .xlsx)",
            "thư mục không có tệp nào để đọc (.csv, .json, .xlsx)",
        ),
        "bad_pattern" => ("the pattern cannot be understood", "không hiểu mẫu tên này"),
        _ => ("", ""),
    }
}
