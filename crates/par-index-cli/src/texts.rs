//! All texts of the command's help and messages, in both languages.

use par_index::Lang;

/// A text in English and in Vietnamese.
type Pair = (&'static str, &'static str);

fn pick(lang: Lang, (en, vi): Pair) -> &'static str {
    if lang == Lang::Vi { vi } else { en }
}

/// What the whole command does, and each subcommand that is not a question.
pub(crate) fn about(name: &str, lang: Lang) -> &'static str {
    let pair = match name {
        "par-index" => (
            "Scores PAR Index units, ranks them, and shows which criteria cost points.",
            "Tính chỉ số cải cách hành chính (PAR INDEX), xếp hạng, chỉ ra tiêu chí mất điểm.",
        ),
        "framework" => (
            "The frameworks: list, show, check, export, import.",
            "Bộ tiêu chí: danh sách, xem, kiểm tra, xuất tệp, đọc từ quyết định.",
        ),
        "framework-list" => ("The embedded frameworks.", "Các bộ tiêu chí có sẵn."),
        "framework-show" => {
            ("One framework as a tree, or as its document.", "Xem một bộ tiêu chí.")
        }
        "framework-check" => ("What is wrong with a framework.", "Kiểm tra bộ tiêu chí."),
        "framework-export" => (
            "Writes a framework to a file: JSON, CSV or a workbook.",
            "Xuất bộ tiêu chí ra tệp JSON, CSV hoặc bảng tính.",
        ),
        "framework-import" => (
            "Reads a framework from the table of a decision, and says what is in doubt.",
            "Đọc bộ tiêu chí từ bảng của quyết định, nêu nội dung cần xem lại.",
        ),
        "form" => (
            "Forms to fill in, a workbook for each unit or appraiser; filled in they are inputs.",
            "Lập biểu chấm điểm cho từng đơn vị hoặc cơ quan thẩm định; điền xong dùng làm số liệu.",
        ),
        "announce" => (
            "Keeps a result that is announced: its papers, figures, data and framework in a folder of their own.",
            "Lưu kết quả công bố: văn bản, số liệu, bộ tiêu chí trong một thư mục riêng.",
        ),
        "init" => (
            "Drafts a folder for a year's work: a manifest and tables to fill.",
            "Lập thư mục làm việc: tệp cấu hình và các bảng để điền.",
        ),
        "verify" => (
            "Computes a printed result again and compares.",
            "Tính lại và đối chiếu kết quả đã in.",
        ),
        "schema" => {
            ("The JSON Schema of a kind of document.", "Lược đồ JSON của một loại tài liệu.")
        }
        "finding" => ("What findings mean: list, show.", "Giải thích các mã lỗi, cảnh báo, lưu ý."),
        "finding-list" => (
            "Every finding code with its cause and cure.",
            "Danh sách mã, nguyên nhân và cách xử lý.",
        ),
        "finding-show" => ("One finding code.", "Xem một mã."),
        "call" => (
            "One JSON request from standard input, one JSON result.",
            "Nhận một yêu cầu JSON, trả một kết quả JSON.",
        ),
        "serve" => (
            "Serves dossiers over HTTP, every question at an address of its own.",
            "Phục vụ hồ sơ qua HTTP, mỗi câu hỏi một địa chỉ.",
        ),
        "completions" => (
            "The completion script of a shell.",
            "Tập lệnh hoàn thành câu lệnh cho giao diện dòng lệnh.",
        ),
        "man" => ("The manual page.", "Trang hướng dẫn."),
        "directive" => (
            "Letters that order something: what, of whom, until when, and the papers they ask for.",
            "Văn bản chỉ đạo: nhiệm vụ, cơ quan, thời hạn và các báo cáo, kế hoạch phải lập.",
        ),
        "directive-list" => ("The embedded directives.", "Các văn bản chỉ đạo có sẵn."),
        "directive-export" => (
            "A directive as a document (.json) or a workbook (.xlsx).",
            "Xuất văn bản chỉ đạo ra tệp dữ liệu (.json) hoặc bảng tính (.xlsx).",
        ),
        "directive-show" => (
            "What a directive orders, paragraph by paragraph, or its document.",
            "Xem các nhiệm vụ của một văn bản.",
        ),
        _ => ("", ""),
    };
    pick(lang, pair)
}

/// The help text of each argument.
#[expect(clippy::too_many_lines, reason = "one row for each argument")]
pub(crate) fn help(name: &str, lang: Lang) -> &'static str {
    let pair = match name {
        "framework" => (
            "An embedded framework's id, or a file (.json, .csv, .xlsx)",
            "Mã bộ tiêu chí có sẵn, hoặc tệp (.json, .csv, .xlsx)",
        ),
        "frameworks" => (
            "An embedded framework's id, or a file (.json, .csv, .xlsx); of several each year takes the one in force",
            "Mã bộ tiêu chí có sẵn, hoặc tệp (.json, .csv, .xlsx); nếu có nhiều bộ, mỗi năm theo bộ còn hiệu lực",
        ),
        "inputs" => (
            "Files, folders, patterns with *, or - for standard input",
            "Tệp, thư mục, mẫu tên có *, hoặc - là đầu vào chuẩn",
        ),
        "basis" => ("self, appraised or final (default)", "self, appraised hoặc final (mặc định)"),
        "format" => (
            "a table on a terminal, else json",
            "mặc định là bảng trên màn hình, json khi chuyển tiếp",
        ),
        "output" => {
            ("Write to a file; the format follows its name", "Ghi ra tệp; định dạng theo tên tệp")
        }
        "lang" => ("en or vi; also PAR_INDEX_LANG", "en hoặc vi; hoặc biến PAR_INDEX_LANG"),
        "folder" => ("As if started in this folder", "Làm việc như khi đang ở trong thư mục này"),
        "index" => {
            ("Which index of the folder's manifest", "Bộ chỉ số nào trong tệp cấu hình của thư mục")
        }
        "width" => (
            "Width of tables, 60 to 200 (the terminal's, else 100)",
            "Độ rộng bảng, 60 đến 200 (theo màn hình, hoặc 100)",
        ),
        "init-target" => (
            "The folder to draft; this one by default",
            "Thư mục cần lập; mặc định là thư mục hiện tại",
        ),
        "form-stage" => (
            "What is filled in: self (default), appraised, appraised_again, survey",
            "Bước chấm điểm: self (mặc định), appraised, appraised_again, survey",
        ),
        "form-by" => (
            "A form for each appraiser, with the criteria and all units that are its own",
            "Mỗi cơ quan thẩm định một biểu, gồm các tiêu chí và mọi đơn vị do cơ quan đó thẩm định",
        ),
        "form-period" => ("The period of the forms, such as 2024", "Kỳ đánh giá, ví dụ 2024"),
        "announce-output" => {
            ("The folder, which is not there yet or empty", "Thư mục chưa có hoặc còn trống")
        }
        "announced" => (
            "The announced folder that is corrected; a reason is needed",
            "Thư mục kết quả đã công bố cần điều chỉnh; phải ghi lý do",
        ),
        "form-output" => (
            "The folder for the forms, or a file where there is only one",
            "Thư mục chứa các biểu, hoặc một tệp nếu chỉ có một biểu",
        ),
        "units" => (
            "The register of units, .csv, .xlsx or .json",
            "Danh sách đơn vị, .csv, .xlsx hoặc .json",
        ),
        "policies" => (
            "Policies, grades and agencies of a CSV framework",
            "Quy định chung, xếp loại, cơ quan của bộ tiêu chí CSV",
        ),
        "policy" => ("Override a policy, KEY=VALUE", "Thay một quy định, KEY=VALUE"),
        "unit-of" => (
            "Whose a file's sheets are that have no column of units, FILE=ID",
            "Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID",
        ),
        "no-survey" => ("As if no survey was held", "Tính như không điều tra xã hội học"),
        "prefer" => (
            "last: of two different values the later one counts",
            "last: khi hai giá trị khác nhau, tính giá trị sau",
        ),
        "despite-unread" => (
            "Write FILE though not everything could be read; each row bears a mark",
            "Vẫn ghi tệp khi còn nội dung chưa đọc được; mỗi dòng có dấu",
        ),
        "strict" => {
            ("Compute nothing while any unit has errors", "Không tính khi còn đơn vị có lỗi")
        }
        "serve-http" => ("Where to listen (127.0.0.1:8787)", "Địa chỉ lắng nghe (127.0.0.1:8787)"),
        "serve-token" => (
            "A file with the token that every request bears; needed where other machines ask",
            "Tệp chứa mã mà mỗi yêu cầu phải có; bắt buộc nếu máy khác được hỏi",
        ),
        "serve-page" => (
            "The page for browsers at /; par-index.html beside the program by default",
            "Trang web ở đường dẫn /; mặc định là par-index.html cạnh chương trình",
        ),
        "serve-target" => (
            "The folder of dossiers, each a folder in it; without one they stay in memory",
            "Thư mục chứa các hồ sơ, mỗi hồ sơ một thư mục; nếu không có thì chỉ giữ trong bộ nhớ",
        ),
        "serve" => (
            "Answer one request a line until the input ends; dossiers stay open",
            "Mỗi dòng một yêu cầu, trả lời đến khi hết đầu vào; hồ sơ được giữ mở",
        ),
        "ascii" => ("Only ASCII signs in tables", "Bảng chỉ dùng ký tự ASCII"),
        "year" => {
            ("The year; the latest of the inputs by default", "Năm; mặc định là năm mới nhất")
        }
        "year-of-survey" => {
            ("The year measured, written into every row", "Năm khảo sát, ghi vào mọi dòng")
        }
        "channel" => ("The survey channel", "Kênh điều tra"),
        "by-group" => ("Rank inside each block of units", "Xếp hạng trong từng khối"),
        "draft" => ("Silent about what is still empty", "Không nhắc nội dung còn trống"),
        "node" => {
            ("Rank by one node, such as 3 or 3.2", "Xếp hạng theo một tiêu chí, ví dụ 3 hoặc 3.2")
        }
        "unit" => ("The unit, by id or name", "Đơn vị, theo mã hoặc tên"),
        "node-explained" => (
            "The number explained: a code, bonus, deduction or total (default)",
            "Điểm cần giải thích: mã tiêu chí, bonus, deduction hoặc total (mặc định)",
        ),
        "other" => {
            ("The unit it is held against, by id or name", "Đơn vị đối chiếu, theo mã hoặc tên")
        }
        "previous" => ("The inputs of earlier years", "Số liệu các năm trước"),
        "previous-framework" => (
            "The framework of the earlier inputs, where it is another",
            "Bộ tiêu chí của năm trước, nếu khác",
        ),
        "crosswalk" => (
            "The map between the two frameworks: a file (.csv, .xlsx, .json) or an embedded id, OLD-NEW",
            "Bảng chuyển đổi giữa hai bộ tiêu chí: tệp (.csv, .xlsx, .json) hoặc mã có sẵn, CŨ-MỚI",
        ),
        "before" => ("The data before", "Số liệu trước"),
        "after" => ("The data after", "Số liệu sau"),
        "old" => ("The old framework", "Bộ tiêu chí cũ"),
        "new" => ("The new framework", "Bộ tiêu chí mới"),
        "below-directive" => (
            "A criterion is weak below this percentage (50)",
            "Tiêu chí đạt thấp khi dưới tỷ lệ này (50)",
        ),
        "below" => (
            "A year counts as weak below this percentage (100)",
            "Năm đạt thấp khi dưới tỷ lệ này (100)",
        ),
        "vary" => ("weights (default), survey or fields", "weights (mặc định), survey hoặc fields"),
        "amount" => (
            "By at most so many percent: 25 for weights, 5 for the survey",
            "Thay đổi nhiều nhất bao nhiêu %: trọng số 25, điều tra 5",
        ),
        "replicates" => ("How often (1000)", "Số lần (1000)"),
        "seed" => ("Where the random numbers begin (0)", "Số khởi đầu của dãy ngẫu nhiên (0)"),
        "each" => ("Every unit by itself", "Từng đơn vị"),
        "order" => (
            "points-lost (default), attainment, peer-gap, repeat",
            "points-lost (mặc định), attainment, peer-gap, repeat",
        ),
        "lead" => ("Only criteria led by this agency", "Chỉ tiêu chí do cơ quan này chủ trì"),
        "by-lead" => ("lead: one row per lead agency", "lead: mỗi cơ quan chủ trì một dòng"),
        "by-lost" => (
            "Sums by node, lead, appraiser, unit, group or year",
            "Cộng theo node, lead, appraiser, unit, group hoặc year",
        ),
        "by-any" => (
            "Sums by node, lead, appraiser, unit or group",
            "Cộng theo node, lead, appraiser, unit hoặc group",
        ),
        "with" => (
            "A further index: its framework, =, and a file, folder or pattern",
            "Chỉ số khác: bộ tiêu chí, dấu =, rồi tệp, thư mục hoặc mẫu tên",
        ),
        "within" => (
            "The unit above, such as the province, where an index measures only that",
            "Đơn vị cấp trên, ví dụ tỉnh, nếu chỉ số chỉ đo ở cấp đó",
        ),
        "by-agency" => (
            "lead: a list for each agency of what loses points",
            "lead: mỗi cơ quan một danh sách nội dung mất điểm",
        ),
        "lead-concerned" => (
            "Only the list of this agency; none: what nobody leads",
            "Chỉ danh sách của cơ quan này; none: chưa phân công cơ quan chủ trì",
        ),
        "top-each" => (
            "Only the first N rows of each agency and index",
            "Chỉ N dòng đầu của từng cơ quan, từng chỉ số",
        ),
        "by-appraiser" => {
            ("appraiser: one row per appraiser", "appraiser: mỗi cơ quan thẩm định một dòng")
        }
        "level" => (
            "A column for each field (default), criterion or leaf",
            "Mỗi field (mặc định), criterion hoặc leaf một cột",
        ),
        "show" => (
            "obtained (default), ratio, rank, lost, self or cut",
            "obtained (mặc định), ratio, rank, lost, self hoặc cut",
        ),
        "top" => ("Only the first N rows", "Chỉ N dòng đầu"),
        "set" => ("Points at criteria, CODE=POINTS …", "Đặt điểm cho tiêu chí, CODE=POINTS …"),
        "repair" => {
            ("Criteria repaired to their best level", "Khắc phục các tiêu chí lên mức cao nhất")
        }
        "repair-first" => (
            "Repair the first N weak criteria no survey decides",
            "Khắc phục N tiêu chí thấp nhất không qua điều tra",
        ),
        "target" => ("The index to reach, in percent", "Chỉ số cần đạt, %"),
        "node-planned" => {
            ("The target is of this field or criterion", "Mục tiêu của lĩnh vực hoặc tiêu chí này")
        }
        "grade" => ("The grade to reach, or a better one", "Xếp loại cần đạt hoặc cao hơn"),
        "rank-goal" => {
            ("The rank to reach, others unchanged", "Hạng cần đạt, đơn vị khác giữ nguyên")
        }
        "budget" => ("The most points for this effort", "Nhiều điểm nhất với khối lượng này"),
        "frontier" => ("The best points for each effort", "Điểm cao nhất với từng khối lượng"),
        "efforts" => (
            "The table of efforts and measures, .csv, .xlsx or .json",
            "Bảng giải pháp và khối lượng công việc, .csv, .xlsx hoặc .json",
        ),
        "with-survey" => {
            ("Survey criteria may be raised too", "Kể cả tiêu chí điều tra xã hội học")
        }
        "fix" => ("Steps that are taken", "Giải pháp chắc chắn thực hiện"),
        "without" => ("Criteria that stay as they are", "Tiêu chí giữ nguyên"),
        "capacity" => {
            ("The most effort an agency can take on", "Khối lượng nhiều nhất của một cơ quan")
        }
        "on-plan" => (
            "Seen from this day: steps due before it are left out",
            "Tính từ ngày này: bỏ giải pháp đã quá thời hạn",
        ),
        "on-forecast" => ("The day, such as 2023-09-30", "Ngày, ví dụ 2023-09-30"),
        "ballots" => (
            "Tables of ballots (.csv, .xlsx): files, folders, patterns with *, or -",
            "Bảng phiếu (.csv, .xlsx): tệp, thư mục, mẫu tên có *, hoặc -",
        ),
        "questions" => (
            "The questions, .csv or .xlsx: question, code, group, weight, text",
            "Bảng câu hỏi, .csv hoặc .xlsx: question, code, group, weight, text",
        ),
        "asked" => (
            "How many were asked, .csv or .xlsx: unit, group, channel, asked, population",
            "Số phiếu phát ra, .csv hoặc .xlsx: unit, group, channel, asked, population",
        ),
        "above" => ("A target to pass, such as regular=95", "Chỉ tiêu phải vượt, ví dụ regular=95"),
        "at-least" => {
            ("A target to reach, such as regular=90", "Chỉ tiêu phải đạt, ví dụ regular=90")
        }
        "least" => (
            "Warn of groups with fewer valid answers (30)",
            "Cảnh báo nhóm có ít phiếu hợp lệ hơn (30)",
        ),
        "confidence" => {
            ("Of the intervals: 90, 95 (default), 99", "Độ tin cậy: 90, 95 (mặc định), 99")
        }
        "error-of-sample" => (
            "The error that a required sample is for, in percent (5)",
            "Sai số để tính cỡ mẫu cần thiết, % (5)",
        ),
        "table-file" => ("The published table, .csv or .xlsx", "Bảng đã công bố, .csv hoặc .xlsx"),
        "import" => (
            "The table of a decision (.csv, .xlsx); further ones for policies, grades, agencies",
            "Bảng của quyết định (.csv, .xlsx); các bảng quy định chung, xếp loại, cơ quan nếu có",
        ),
        "printed" => ("The printed result", "Kết quả đã in"),
        "kind" => {
            ("framework, assessment, score, rank, …", "framework, assessment, score, rank, …")
        }
        "code" => ("The finding code, such as sum_of_children", "Mã, ví dụ sum_of_children"),
        "shell" => {
            ("bash, zsh, fish, powershell or elvish", "bash, zsh, fish, powershell hoặc elvish")
        }
        "excel" => (
            "CSV for a Vietnamese spreadsheet: semicolons, decimal commas, headings of --lang",
            "Ghi CSV để mở bằng bảng tính tiếng Việt: dấu chấm phẩy, dấu phẩy thập phân",
        ),
        "bom" => (
            "Begin CSV with a byte order mark, for spreadsheets",
            "Thêm dấu BOM đầu tệp CSV để mở bằng bảng tính",
        ),
        "directive" => (
            "An embedded directive's id, or a file (.json, .xlsx, .csv)",
            "Mã văn bản có sẵn, hoặc tệp (.json, .xlsx, .csv)",
        ),
        "days" => ("How many days an order must leave (15)", "Số ngày tối thiểu để thực hiện (15)"),
        "within-days" => (
            "Due soon: so many days before (15)",
            "Sắp đến hạn: trước thời hạn bao nhiêu ngày (15)",
        ),
        "on" => ("The day, such as 2023-06-30", "Ngày, ví dụ 2023-06-30"),
        "progress" => (
            "Reports of progress: obligation,on,done,of,note",
            "Báo cáo tiến độ: obligation,on,done,of,note",
        ),
        "letter" => (
            "A letter that orders something: an embedded id, or a file",
            "Văn bản chỉ đạo: mã có sẵn hoặc tệp",
        ),
        "each-page" => (
            "A page for each unit, and one that leads to them: -o DIR",
            "Mỗi đơn vị một trang, kèm trang tổng hợp: -o THƯ MỤC",
        ),
        "measures" => (
            "Measures: code,to,effort,measure,lead,cooperating,due,product",
            "Giải pháp: code,to,effort,measure,lead,cooperating,due,product",
        ),
        "paper" => ("repair, raise or monitoring", "repair, raise hoặc monitoring"),
        "lead-directive" => ("Only what this agency leads", "Chỉ nội dung do cơ quan này chủ trì"),
        "help" => ("Print this help", "In hướng dẫn này"),
        "version" => ("Print the version", "In phiên bản"),
        _ => ("", ""),
    };
    pick(lang, pair)
}

/// Words and sentences around the help, and the command's own messages.
pub(crate) fn word(name: &str, lang: Lang) -> &'static str {
    let pair = match name {
        "usage" => ("Usage", "Cách dùng"),
        "commands" => ("Commands", "Các lệnh"),
        "options" => ("Options", "Các tùy chọn"),
        "more" => (
            "`par-index COMMAND --help` says more about one of them.",
            "Gõ `par-index LỆNH --help` để xem chi tiết từng lệnh.",
        ),
        "unknown_argument" => ("this argument is not known here", "không có tham số này"),
        "unknown_command" => ("this command is not known", "không có lệnh này"),
        "each_folder" => ("--each needs a folder: -o DIR", "--each cần một thư mục: -o THƯ MỤC"),
        "form_many" => ("a folder is needed for several forms", "nhiều biểu thì cần một thư mục"),
        "nobody_ranked" => (
            "no unit is ranked, so there is no result to announce; `intake` says what is missing",
            "chưa đơn vị nào được xếp hạng nên chưa có kết quả để công bố; xem số liệu còn thiếu bằng lệnh intake",
        ),
        "nothing_changed" => (
            "no points, index or rank differ from the announced result, so there is nothing to correct",
            "điểm, chỉ số, xếp hạng không khác kết quả đã công bố nên không có nội dung điều chỉnh",
        ),
        "exists" => ("this is there already; nothing was written", "đã có; không ghi gì"),
        "conflict" => ("these cannot stand together", "các tham số này không dùng cùng nhau"),
        "repeated" => ("given twice", "tham số bị lặp"),
        "invalid_value" => ("this value is not possible here", "giá trị này không dùng được"),
        "wrong_call" => ("the command cannot be understood", "không hiểu câu lệnh"),
        "perhaps" => ("perhaps", "có thể là"),
        "expected" => ("expected", "yêu cầu"),
        "error" => ("error", "Lỗi"),
        "cannot_write" => ("cannot write", "không ghi được"),
        "no_folder" => ("there is no such folder", "không có thư mục này"),
        "protected" => ("the file is write-protected", "tệp đang được bảo vệ, không cho ghi"),
        "standard_output" => ("standard output", "đầu ra chuẩn"),
        "not_utf8" => ("this argument is not UTF-8", "tham số này không ở dạng UTF-8"),
        "or" => ("or", "hoặc"),
        "other_end" => (
            "the end of the name says another format; leave out --format, or give the file another end",
            "đuôi tệp là của định dạng khác; bỏ --format, hoặc đổi đuôi tệp",
        ),
        "is_input" => (
            "this file is one of the inputs; give the output another name",
            "tệp này là một trong các tệp đầu vào; đặt tên khác cho tệp kết quả",
        ),
        "keeps" => (
            "nothing was computed; the file stays as it was",
            "không tính được gì; tệp được giữ nguyên",
        ),
        "nothing_written" => {
            ("nothing was computed; no file was written", "không tính được gì; không ghi tệp")
        }
        "left_over" => (
            "left by an earlier call that was cut off; remove it when no other call is at work",
            "do lần chạy trước bị ngắt để lại; xóa khi không còn lệnh nào đang chạy",
        ),
        "whole_number" => ("a whole number", "số nguyên không âm"),
        "reading" => ("reading", "đang đọc"),
        "computing" => ("computing", "đang tính"),
        "survey-more" => (
            "warnings and notes, listed by --format json",
            "cảnh báo, ghi chú khác, xem bằng --format json",
        ),
        "survey-json" => (
            "this is the result object; -o NAME.csv writes the long table that other commands join",
            "đây là kết quả đầy đủ; muốn nhập vào các lệnh khác thì ghi ra bảng bằng -o TÊN.csv",
        ),
        // Messages about names and files that the office library shares are kept there.
        _ => par_index_office::words(name),
    };
    pick(lang, pair)
}
