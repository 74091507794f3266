//! The rows of the catalogue: code and severity, then message, expectation and cure, each in
//! English and Vietnamese.

use super::Row;
use crate::finding::Severity;

findings! {
    // Findings on the form of any document.
    NotUtf8 "not_utf8" Error
        : "the text is not UTF-8" | "văn bản không ở dạng UTF-8"
        ; "" | ""
        ; "save the file as UTF-8" | "lưu lại tệp theo bảng mã UTF-8";
    OldEncoding "old_encoding" Error
        : "the letters are those of {name}, an old Vietnamese encoding: “{found}” stands for “{meant}”"
            | "chữ theo bảng mã cũ {name}: “{found}” nghĩa là “{meant}”"
        ; "Vietnamese in Unicode" | "chữ tiếng Việt theo bảng mã Unicode"
        ; "convert the text to Unicode (UniKey does it) and save the file as CSV UTF-8" | "chuyển mã sang Unicode (ví dụ bằng UniKey) rồi lưu tệp thành CSV UTF-8";
    ReadAsWindows1258 "windows_1258" Note
        : "the text is in Windows-1258, and is read as such" | "văn bản theo bảng mã Windows-1258 và được đọc theo bảng mã này"
        ; "" | ""
        ; "save the file as CSV UTF-8, which no reader can mistake" | "nên lưu tệp thành CSV UTF-8 để không bị đọc nhầm";
    BadJson "bad_json" Error
        : "this is not the expected JSON: {detail}" | "không đúng cấu trúc JSON: {detail}"
        ; "" | ""
        ; "compare the place with the format's page" | "đối chiếu vị trí này với trang mô tả định dạng";
    UnknownKey "unknown_key" Error
        : "the key “{found}” is not known here" | "khóa “{found}” không có trong định dạng"
        ; "one of {known}" | "một trong các khóa {known}"
        ; "correct or remove the key" | "sửa hoặc bỏ khóa này";
    MissingKey "missing_key" Error
        : "the key “{key}” is missing" | "thiếu khóa “{key}”"
        ; "" | ""
        ; "add the key" | "bổ sung khóa này";
    DuplicateKey "duplicate_key" Error
        : "the key “{found}” stands twice" | "khóa “{found}” bị trùng"
        ; "" | ""
        ; "keep the right one" | "giữ giá trị đúng";
    UnknownValue "unknown_value" Error
        : "the value “{found}” is not known here" | "giá trị “{found}” không có trong định dạng"
        ; "one of {known}" | "một trong các giá trị {known}"
        ; "choose one of them" | "chọn một trong các giá trị đó";
    ValueImpossible "value_impossible" Error
        : "“{found}” is not possible here" | "không dùng được giá trị “{found}”"
        ; "{known}" | "{known}"
        ; "correct the value" | "sửa lại giá trị";
    BadSchemaVersion "bad_schema_version" Error
        : "schema_version {found} is not read by this version" | "không đọc được schema_version {found}"
        ; "1 is expected" | "yêu cầu 1"
        ; "use a version of par-index that knows it" | "dùng phiên bản par-index phù hợp";
    WrongKind "wrong_kind" Error
        : "the document is of kind “{found}”" | "tài liệu thuộc loại “{found}”"
        ; "“{kind}” is expected" | "yêu cầu loại “{kind}”"
        ; "give the right file" | "chọn đúng tệp";
    BadNumber "bad_number" Error
        : "“{found}” is not a plain number" | "“{found}” không phải là số hợp lệ"
        ; "digits, a point, at most 9 decimal places, below 9000000000"
            | "chữ số, dấu chấm thập phân, tối đa 9 chữ số lẻ, nhỏ hơn 9000000000"
        ; "write it like 12.5" | "ghi theo dạng 12,5 (trong tệp JSON: 12.5)";
    OutOfRange "out_of_range" Error
        : "{found} is outside {from} to {to}" | "{found} nằm ngoài khoảng {from} đến {to}"
        ; "" | ""
        ; "correct the number" | "sửa lại số này";
    BadDate "bad_date" Error
        : "“{found}” {why}" | "“{found}” {why}"
        ; "a day such as 2023-06-08" | "ngày theo dạng 08/6/2023 (trong tệp JSON: 2023-06-08)"
        ; "correct the date" | "sửa lại ngày";
    BadCode "bad_code" Error
        : "“{found}” is not a code" | "“{found}” không phải là mã hợp lệ"
        ; "letters, digits, _ and - joined by dots, such as 3.2.1"
            | "chữ, số, _ và - nối bằng dấu chấm, ví dụ 3.2.1"
        ; "correct the code" | "sửa lại mã";
    DuplicateCode "duplicate_code" Error
        : "the code {found} stands twice, first at {first}" | "mã {found} bị trùng, lần đầu tại {first}"
        ; "" | ""
        ; "give one of them another code or remove it" | "đổi mã hoặc bỏ một trong hai";
    BadId "bad_id" Error
        : "“{found}” is not an id" | "“{found}” không phải là mã định danh hợp lệ"
        ; "letters, digits, . _ and -, no spaces; not “none”, which means nobody" | "chữ, số, . _ và -, không có dấu cách; không dùng “none” vì nghĩa là chưa phân công"
        ; "choose an id such as hon-quan-2023" | "chọn mã như hon-quan-2023";
    NameTooLong "name_too_long" Error
        : "“{found}” has {count} characters" | "“{found}” dài {count} ký tự"
        ; "at most {most}" | "không quá {most} ký tự"
        ; "write a shorter name" | "ghi tên ngắn hơn";
    NameMissing "name_missing" Error
        : "there is no name in either language" | "chưa có tên bằng tiếng nào"
        ; "a text under vi or en" | "nội dung ở vi hoặc en"
        ; "write the name" | "ghi tên";

    // Findings on a framework.
    TreeEmpty "tree_empty" Error
        : "the framework has no nodes" | "bộ tiêu chí chưa có tiêu chí nào"
        ; "" | ""
        ; "list the fields (in a document under nodes)" | "liệt kê các lĩnh vực, tiêu chí (trong tệp JSON: nodes)";
    TreeTooLarge "tree_too_large" Error
        : "the maximum points with both caps reach {found}" | "tổng điểm tối đa cùng điểm thưởng, điểm trừ là {found}"
        ; "below 9000000000" | "nhỏ hơn 9000000000"
        ; "use a larger unit of points" | "dùng đơn vị điểm lớn hơn";
    TreeTooDeep "tree_too_deep" Error
        : "{found} stands deeper than {most} levels" | "{found} nằm sâu hơn {most} cấp"
        ; "at most {most} levels" | "không quá {most} cấp"
        ; "correct the parents" | "sửa mã mục cha";
    SumOfChildren "sum_of_children" Error
        : "the children of {node} sum to {sum}, not to its maximum {max}"
            | "tổng các tiêu chí thành phần của {node} là {sum}, khác điểm tối đa {max}"
        ; "a sum of {max}" | "tổng bằng {max}"
        ; "{difference} is {direction} under {node}: correct a child, or the maximum (a document keeps the printed figure as declared)"
            | "{direction} {difference} điểm trong {node}: sửa tiêu chí thành phần hoặc điểm tối đa (trong tệp JSON, ghi số đã in vào declared)";
    ReservedCode "reserved_code" Error
        : "the code {found} is kept for the results" | "mã {found} dành riêng cho kết quả"
        ; "any code but bonus, deduction, total" | "mã khác bonus, deduction, total"
        ; "choose another code" | "chọn mã khác";
    MisplacedCode "misplaced_code" Warning
        : "{found} stands under {parent} but does not continue its code" | "{found} nằm trong {parent} nhưng mã không nối tiếp"
        ; "a code such as {parent}.1" | "mã như {parent}.1"
        ; "move the node or correct the code" | "chuyển vị trí hoặc sửa mã";
    RuleMissing "rule_missing" Error
        : "{node} has no children and no rule" | "{node} chưa có cách tính điểm"
        ; "a rule on every leaf" | "mỗi tiêu chí cuối có một cách tính điểm"
        ; "add a rule; “typed” (in a document {\"kind\": \"direct\"}) takes points as they are given" | "bổ sung cách tính điểm; điểm cho trực tiếp thì ghi “nhập điểm” (trong tệp JSON: {\"kind\": \"direct\"})";
    OnlyOnLeaf "only_on_leaf" Error
        : "{key} stands on {node}, which has children" | "{key} đặt ở {node} là mục có tiêu chí thành phần"
        ; "{key} only where there are no children" | "{key} chỉ đặt ở mục không có tiêu chí thành phần"
        ; "move it down to the children" | "chuyển xuống các tiêu chí thành phần";
    RuleKeyForeign "rule_key_foreign" Error
        : "the rule {kind} has no key {key}" | "cách tính {kind} không có khóa {key}"
        ; "only {known}" | "chỉ có {known}"
        ; "remove the key or choose another kind" | "bỏ khóa này hoặc chọn cách tính khác";
    RuleKeyMissing "rule_key_missing" Error
        : "the rule {kind} needs {key}" | "cách tính {kind} cần có {key}"
        ; "" | ""
        ; "add {key}" | "bổ sung {key}";
    PartRequired "part_required" Error
        : "full points are reached before 100 %, but it is not said what a lesser share earns"
            | "đạt tối đa trước 100% nhưng chưa quy định điểm khi thấp hơn"
        ; "part: of_whole, of_target or none" | "part: of_whole, of_target hoặc none"
        ; "add part as the decision says" | "bổ sung part theo văn bản quy định";
    PartRefused "part_refused" Error
        : "of_target has no meaning with a strict threshold" | "of_target không dùng được với ngưỡng “trên”"
        ; "of_whole or none" | "of_whole hoặc none"
        ; "choose one of them" | "chọn một trong hai";
    FullAtUnclear "full_at_unclear" Error
        : "full_at must hold exactly one of at_least and above" | "full_at phải có đúng một trong at_least và above"
        ; "" | ""
        ; "keep the one the decision means" | "giữ ngưỡng đúng theo văn bản";
    FloorAboveFull "floor_above_full" Error
        : "the floor {found} is not below full points at {full}" | "mức sàn {found} không thấp hơn mức tối đa {full}"
        ; "a floor below {full}" | "mức sàn thấp hơn {full}"
        ; "correct one of them" | "sửa một trong hai";
    LevelTwice "level_twice" Error
        : "{found} repeats the id or the points of another" | "{found} trùng mã hoặc điểm với mục khác"
        ; "" | ""
        ; "rename or remove one" | "đổi tên hoặc bỏ một mức";
    BandsFall "bands_fall" Error
        : "a higher threshold earns less: {found} points after {before}" | "ngưỡng cao hơn lại được ít điểm hơn: {found} sau {before}"
        ; "points that do not fall as thresholds rise" | "điểm không giảm khi ngưỡng tăng"
        ; "correct the points or the thresholds" | "sửa điểm hoặc ngưỡng";
    BandTwice "band_twice" Error
        : "two bands begin at {found}" | "hai bậc cùng bắt đầu từ {found}"
        ; "" | ""
        ; "remove one of them" | "bỏ một bậc";
    SurveyRule "survey_rule" Error
        : "{node} counts answers but is not scored by the survey" | "{node} tính theo phiếu trả lời nhưng không chấm qua điều tra xã hội học"
        ; "scorer: survey" | "scorer: survey"
        ; "add the scorer or choose another rule" | "bổ sung scorer hoặc chọn cách tính khác";
    NoFullOption "no_full_option" Warning
        : "no answer earns all points: the highest weight is {found} %" | "không phương án nào đạt tối đa: trọng số cao nhất là {found}%"
        ; "an option of weight 100" | "một phương án có trọng số 100"
        ; "correct the weights" | "sửa trọng số";
    MaxUnreachable "max_unreachable" Warning
        : "the rule can give at most {best} of {max}" | "cách tính chỉ cho tối đa {best}/{max} điểm"
        ; "a way to reach {max}" | "có cách đạt {max}"
        ; "correct the rule or the maximum" | "sửa cách tính hoặc điểm tối đa";
    PolicyRequired "policy_required" Error
        : "the policy {key} is not stated" | "chưa quy định {key}"
        ; "{known}" | "{known}"
        ; "state it; there is no silent default" | "quy định rõ; không có giá trị ngầm định";
    AwardDigitsRequired "award_digits_required" Error
        : "rules compute awards, but it is not said to how many places" | "có cách tính ra điểm nhưng chưa quy định số chữ số lẻ"
        ; "policies.award.digits, 0 to 9" | "policies.award.digits, từ 0 đến 9"
        ; "add it as the decision rounds" | "bổ sung theo cách làm tròn của văn bản";
    UnknownAgency "unknown_agency" Error
        : "the agency “{found}” is not in the list of agencies" | "cơ quan “{found}” không có trong danh sách"
        ; "{near}" | "{near}"
        ; "add it to the list of agencies, or correct the id" | "bổ sung vào danh sách cơ quan, hoặc sửa mã cơ quan";
    DuplicateAgency "duplicate_agency" Error
        : "the agency {found} stands twice" | "cơ quan {found} bị trùng"
        ; "" | ""
        ; "remove one of them" | "bỏ một trong hai";
    YearsReversed "years_reversed" Error
        : "valid.to {found} is before valid.from {from}" | "valid.to {found} trước valid.from {from}"
        ; "" | ""
        ; "correct one of the years" | "sửa một trong hai năm";
    BandsEqual "bands_equal" Error
        : "two grades for the same units begin at {found} %" | "hai mức xếp loại cùng bắt đầu từ {found}%"
        ; "" | ""
        ; "correct one lower bound" | "sửa một cận dưới";
    BlocksEmpty "blocks_empty" Error
        : "a grade holds for no block" | "có mức xếp loại không áp dụng cho khối nào"
        ; "the blocks it holds for" | "các khối được áp dụng"
        ; "name them, or leave blocks out for all" | "nêu các khối, hoặc bỏ blocks nếu áp dụng chung";
    FloorWithoutLevel "floor_without_level" Error
        : "a component floor does not say on which nodes it holds" | "mức sàn chưa nêu áp dụng cho cấp nào"
        ; "floor_on: leaf, criterion or field" | "floor_on: leaf, criterion hoặc field"
        ; "add floor_on" | "bổ sung floor_on";
    ScorerAssumed "scorer_assumed" Note
        : "{node} does not say who scores it" | "{node} chưa nêu cách chấm"
        ; "appraisal or survey" | "thẩm định hoặc điều tra xã hội học"
        ; "appraisal is assumed" | "được hiểu là chấm qua thẩm định";
    EvidenceNotAsked "evidence_not_asked" Note
        : "{node} asks for no evidence" | "{node} chưa yêu cầu tài liệu kiểm chứng"
        ; "the documents behind a score" | "tài liệu làm căn cứ chấm điểm"
        ; "name them, so that a score without them can be told" | "nêu rõ để nhận biết điểm không có căn cứ";
    AppraiserMissing "appraiser_missing" Note
        : "nobody appraises {node}" | "{node} chưa có cơ quan thẩm định"
        ; "an agency that appraises" | "cơ quan thẩm định"
        ; "name the appraiser here or above" | "ghi cơ quan thẩm định ở dòng này hoặc ở lĩnh vực, tiêu chí phía trên";
    NotNfc "not_nfc" Note
        : "the accents of “{found}” are typed apart from their letters" | "dấu trong “{found}” được gõ tách khỏi chữ"
        ; "Unicode normal form C" | "Unicode dựng sẵn"
        ; "it is read as composed letters" | "được đọc theo dạng dựng sẵn";
    LookAlike "look_alike" Warning
        : "“{found}” holds {letter}, which only looks like {like}" | "“{found}” có ký tự {letter} giống chữ {like}"
        ; "the Vietnamese letter {like}" | "chữ {like} tiếng Việt"
        ; "type {like} again" | "gõ lại chữ {like}";
    UnseenLetter "unseen_letter" Warning
        : "“{found}” holds {letter}, which nobody sees" | "“{found}” có ký tự {letter} không nhìn thấy được"
        ; "" | ""
        ; "delete it; names are compared without it" | "xóa ký tự này; khi so tên ký tự này được bỏ qua";
    GradesGap "grades_gap" Note
        : "below {from} % there is no grade{blocks}" | "dưới {from}% chưa có mức xếp loại{blocks}"
        ; "a lowest grade from 0" | "mức thấp nhất từ 0"
        ; "add it if the decision has one" | "bổ sung nếu văn bản có quy định";
    GradeBeyond "grade_beyond" Warning
        : "a grade begins at {found} %, beyond what a unit can reach" | "có mức xếp loại từ {found}%, ngoài khả năng đạt được"
        ; "at most {most} %" | "không quá {most}%"
        ; "correct the bound" | "sửa lại cận dưới";
    GradeNever "grade_never" Warning
        : "the grade {label} is never given: the one above is reached with it" | "không bao giờ đạt mức {label}: mức trên luôn được xét trước"
        ; "" | ""
        ; "correct the bounds or the floors" | "sửa cận dưới hoặc mức sàn";
    UnderFloor "under_floor" Note
        : "the index reaches the grade {grade}; below its floor: {nodes}" | "chỉ số đạt mức {grade}; dưới mức sàn của mức này: {nodes}"
        ; "" | ""
        ; "the next grade whose floor holds is given, if there is one" | "xét mức tiếp theo có mức sàn đạt yêu cầu, nếu có";
    DeclaredDiffers "declared_differs" Note
        : "the paper prints {found}, the tree counts {max}" | "văn bản in {found}, cộng theo cây là {max}"
        ; "" | ""
        ; "results use {max}" | "kết quả dùng {max}";
    StatedDiffers "stated_differs" Note
        : "the paper states {found} {what}, {counted} are counted" | "văn bản nêu {found} {what}, đếm được {counted}"
        ; "" | ""
        ; "ask the issuer; results do not depend on it" | "hỏi lại cơ quan ban hành; kết quả không phụ thuộc số này";

    // Findings on an assessment.
    OtherFramework "other_framework" Error
        : "the assessment is for the framework {found}" | "bản đánh giá theo bộ tiêu chí {found}"
        ; "{expected}" | "{expected}"
        ; "score it with its own framework, or carry its values over: par-index form -f NEW --units UNITS OLD -o DIR" | "dùng đúng bộ tiêu chí, hoặc chuyển số liệu sang biểu mới: par-index form -f BỘ-MỚI --units ĐƠN-VỊ TỆP-CŨ -o THƯ-MỤC";
    FormRowMissing "form_row_missing" Warning
        : "the form lacks the rows {found}" | "biểu thiếu dòng {found}"
        ; "a row for each component" | "mỗi tiêu chí thành phần một dòng"
        ; "take the form again: par-index form … FORM -o DIR carries its values over" | "tải lại biểu: par-index form … BIỂU -o THƯ-MỤC chuyển số liệu sang biểu mới";
    YearUnknown "year_unknown" Error
        : "no year is stated, and the other inputs do not settle it" | "chưa ghi năm và không suy ra được từ các tệp khác"
        ; "" | ""
        ; "add the year to the file, or give it with --year" | "bổ sung năm vào tệp, hoặc ghi năm ở tham số";
    PeriodDisagrees "period_disagrees" Error
        : "the period {found} is not of the year {year} that stands beside it" | "kỳ {found} không thuộc năm {year} ghi cùng chỗ"
        ; "a period of {year}" | "kỳ của năm {year}"
        ; "correct one of them, or state the period alone" | "sửa một trong hai, hoặc chỉ ghi kỳ";
    BadPeriod "bad_period" Error
        : "“{found}” is no period" | "“{found}” không phải là kỳ đánh giá"
        ; "2026, 2026-H1, 2026-Q3, 2026-9M or 2026-09, or in words with the year" | "2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09, hoặc ghi bằng chữ kèm năm, ví dụ quý 3/2026"
        ; "correct the period" | "sửa lại kỳ";
    SnapshotsMixed "snapshots_mixed" Note
        : "figures of several days stand in one card: {found}" | "phiếu có số liệu của nhiều ngày: {found}"
        ; "" | ""
        ; "what a later day does not state stays as it was" | "nội dung mà ngày sau không nêu thì giữ nguyên";
    ProvisionalFramework "provisional_framework" Warning
        : "the framework is not in force for {year}" | "bộ tiêu chí không có hiệu lực cho {year}"
        ; "a year in {valid}" | "năm trong khoảng {valid}"
        ; "results are provisional" | "kết quả là tạm tính";
    UnknownCode "unknown_code" Error
        : "the framework has no code {found}" | "bộ tiêu chí không có mã {found}"
        ; "{near}" | "{near}"
        ; "correct the code or remove the entry" | "sửa mã hoặc bỏ mục này";
    NotALeaf "not_a_leaf" Error
        : "{found} is scored through its components" | "{found} được tính từ các tiêu chí thành phần"
        ; "values at its components only" | "chỉ ghi giá trị ở tiêu chí thành phần"
        ; "move the value down" | "chuyển giá trị xuống tiêu chí thành phần";
    WrongStage "wrong_stage" Error
        : "{node} is {scored_by}" | "{node} {scored_by}"
        ; "values under {stages} only" | "chỉ ghi giá trị ở {stages}"
        ; "move or remove the value" | "chuyển hoặc bỏ giá trị này";
    WrongAppraiser "wrong_appraiser" Error
        : "{found} does not appraise {node}" | "{found} không phải cơ quan thẩm định {node}"
        ; "{appraisers}" | "{appraisers}"
        ; "ask the appraiser of the node" | "lấy điểm từ cơ quan thẩm định của tiêu chí";
    OneValue "one_value" Error
        : "a stage holds more than one of points, facts and not_applicable" | "một giai đoạn có nhiều hơn một trong points, facts và not_applicable"
        ; "exactly one of them, or none" | "đúng một trong ba, hoặc để trống"
        ; "keep the one that counts" | "giữ giá trị được tính";
    AwardDiffers "award_differs" Warning
        : "{found} points stand beside the facts of {node}, which give {award}" | "{node} ghi {found} điểm, số liệu kèm theo cho {award} điểm"
        ; "{award}" | "{award}"
        ; "correct one of them; what the facts give is counted" | "sửa lại cho khớp; điểm được tính theo số liệu";
    FactsForeign "facts_foreign" Error
        : "the rule {kind} of {node} takes no fact “{key}”" | "cách tính {kind} của {node} không dùng dữ kiện “{key}”"
        ; "{known}" | "{known}"
        ; "remove the fact or type points" | "bỏ dữ kiện hoặc nhập điểm";
    FactsMissing "facts_missing" Error
        : "the rule {kind} of {node} needs the fact “{key}”" | "cách tính {kind} của {node} cần dữ kiện “{key}”"
        ; "" | ""
        ; "add it" | "bổ sung dữ kiện";
    NotALevel "not_a_level" Error
        : "{found} is no level of {node}" | "{found} không phải là mức của {node}"
        ; "one of {known}" | "một trong các mức {known}"
        ; "choose one of them" | "chọn một trong các mức đó";
    NotAStep "not_a_step" Error
        : "{found} is no multiple of {step}" | "{found} không phải là bội số của {step}"
        ; "steps of {step}" | "bội số của {step}"
        ; "correct the points" | "sửa lại điểm";
    DoneOverOf "done_over_of" Error
        : "the number done ({done}) is above the whole ({of})" | "số đã thực hiện ({done}) lớn hơn tổng số ({of})"
        ; "at most {of}" | "không quá {of}"
        ; "correct one of the two numbers" | "sửa một trong hai số";
    OfZero "of_zero" Error
        : "the whole is 0, so there is no share" | "tổng số bằng 0 nên không có tỷ lệ"
        ; "a whole above 0" | "tổng số lớn hơn 0"
        ; "correct it, or say that it does not apply, with the reason" | "sửa lại, hoặc ghi không áp dụng kèm lý do";
    NotWhole "not_whole" Error
        : "{found} is not a whole number" | "{found} không phải là số nguyên"
        ; "a number of items, such as 3" | "số lượng, ví dụ 3"
        ; "correct the number" | "sửa lại số này";
    CountTwice "count_twice" Error
        : "count and cases are two names of the same fact" | "count và cases là hai tên của cùng một dữ kiện"
        ; "one of them" | "một trong hai"
        ; "remove one" | "bỏ một trong hai";
    UnknownOption "unknown_option" Error
        : "{found} is no option of the question" | "{found} không phải là phương án trả lời"
        ; "one of {known}" | "một trong các phương án {known}"
        ; "correct the option" | "sửa lại phương án";
    UnknownGroup "unknown_group" Error
        : "{found} is no group of respondents" | "{found} không phải là nhóm người trả lời"
        ; "one of {known}" | "một trong các nhóm {known}"
        ; "correct the group" | "sửa lại nhóm";
    TooManyAnswers "too_many_answers" Error
        : "the answers of {node} are too many to be averaged exactly" | "số lượt trả lời của {node} quá lớn để tính chính xác"
        ; "" | ""
        ; "correct the counts, or ask fewer groups or questions about the leaf" | "sửa lại số lượt trả lời, hoặc bớt nhóm, bớt câu hỏi của tiêu chí";
    NoValidAnswer "no_valid_answer" Warning
        : "{node} has no valid answer{group}" | "{node} chưa có lượt trả lời hợp lệ{group}"
        ; "at least one" | "ít nhất một lượt trả lời"
        ; "the leaf stays without a value" | "tiêu chí chưa có giá trị";
    EvidenceMissing "evidence_missing" Warning
        : "{node} is scored without evidence and without an explanation" | "{node}: chưa có tài liệu kiểm chứng và chưa có giải trình"
        ; "evidence: {evidence}" | "tài liệu kiểm chứng: {evidence}"
        ; "add evidence or explain the score" | "bổ sung tài liệu hoặc giải trình";
    ReasonMissing "reason_missing" Warning
        : "{node} is said not to apply, without a reason" | "{node} ghi không áp dụng nhưng không nêu lý do"
        ; "" | ""
        ; "write the reason" | "ghi lý do";
    BonusOverCap "bonus_over_cap" Warning
        : "a bonus of {found} is above the cap of {cap}" | "điểm thưởng {found} vượt mức trần {cap}"
        ; "at most {cap}" | "không quá {cap}"
        ; "{cap} is counted" | "tính {cap} điểm";
    DeductionOverCap "deduction_over_cap" Warning
        : "a deduction of {found} is above the cap of {cap}" | "điểm trừ {found} vượt mức trần {cap}"
        ; "at most {cap}" | "không quá {cap}"
        ; "{cap} is counted" | "tính {cap} điểm";
    CapMissing "cap_missing" Error
        : "{found} points of {what} are claimed, but the framework has no {cap}" | "có {found} {what} nhưng bộ tiêu chí không quy định {cap}"
        ; "" | ""
        ; "remove them, or add the cap to the framework" | "bỏ điểm này, hoặc bổ sung mức trần vào bộ tiêu chí";
    ExtraClaimed "extra_claimed" Warning
        : "{found} points of {what} stand under {stage}; nobody has granted them" | "{found} {what} ghi ở {stage}, chưa được thẩm định"
        ; "the points under appraised" | "điểm ở cột thẩm định"
        ; "move them once they are granted; until then they do not count" | "ghi lại ở cột đó khi được thẩm định; trước đó chưa được tính";
    CutUnexplained "cut_unexplained" Warning
        : "{node}: appraisal took {cut} of {self} points and says no reason" | "{node}: thẩm định giảm {cut} điểm nhưng không ghi lý do"
        ; "a note beside the appraised points" | "ghi chú kèm điểm thẩm định"
        ; "ask the appraiser for the reason" | "đề nghị cơ quan thẩm định ghi lý do";
    AppraisedAboveSelf "appraised_above_self" Note
        : "{node}: appraisal gave {cut} points more than the {self} claimed" | "{node}: điểm thẩm định cao hơn điểm tự chấm {self} là {cut}"
        ; "" | ""
        ; "see that the points stand at the right criterion" | "kiểm tra điểm có ghi đúng tiêu chí không";
    SurveyNotHeld "survey_not_held" Error
        : "no survey was held, yet {node} has a survey value" | "không điều tra xã hội học nhưng {node} có điểm điều tra"
        ; "" | ""
        ; "remove the value, or say the survey was held" | "bỏ giá trị, hoặc ghi có điều tra";
    SurveyNotCounted "survey_not_counted" Note
        : "the survey value of {node} is not counted, as asked" | "không tính điểm điều tra của {node} theo yêu cầu"
        ; "" | ""
        ; "" | "";
    SurveyRefused "survey_refused" Error
        : "the framework admits no index without its survey" | "bộ tiêu chí không cho tính chỉ số khi không điều tra xã hội học"
        ; "survey points" | "điểm điều tra xã hội học"
        ; "hold the survey" | "tổ chức điều tra";
    NothingVaries "nothing_varies" Warning
        : "nothing varies: {why}; how far ranks hold is not known" | "không có gì biến động: {why}; chưa biết thứ hạng có vững không"
        ; "" | ""
        ; "vary something that counts here" | "chọn nội dung có tính điểm để cho biến động";
    ReplicatesCut "replicates_cut" Warning
        : "{found} of {asked} replicates were drawn: more is not within the limit of {limit} units of work" | "mới lặp được {found} trong {asked} lần: làm thêm sẽ vượt giới hạn {limit} đơn vị khối lượng tính toán"
        ; "" | ""
        ; "ask for fewer replicates, or for fewer units at once" | "giảm số lần lặp hoặc giảm số đơn vị trong một lần hỏi";
    NoSuchLeaf "no_such_leaf" Error
        : "there is no leaf at position {found}; counted from 0 there are {count}" | "không có tiêu chí ở vị trí {found}; tính từ 0 có {count} tiêu chí"
        ; "" | ""
        ; "take the position from the framework's own list" | "lấy vị trí theo danh sách của bộ tiêu chí";
    ForeignSheet "foreign_sheet" Error
        : "a value was given for a sheet of other inputs and counts nowhere" | "có giá trị ghi cho phiếu của bộ số liệu khác nên không được tính"
        ; "" | ""
        ; "open the sheet in the inputs that take the value" | "mở phiếu trong bộ số liệu nhận giá trị đó";
    ForeignEfforts "foreign_efforts" Error
        : "the table of efforts is for the framework {found}, the units are scored with {own}" | "bảng giải pháp lập theo bộ tiêu chí {found}, các đơn vị được chấm theo {own}"
        ; "" | ""
        ; "check the table against the framework of the units" | "kiểm tra bảng giải pháp theo đúng bộ tiêu chí của các đơn vị";
    ParentInError "parent_in_error" Error
        : "{node} takes the value of the unit above, {unit}: {what}" | "{node} lấy theo đơn vị cấp trên {unit}: {what}"
        ; "" | ""
        ; "mend it there" | "sửa ở số liệu của đơn vị cấp trên";
    ParentDiffers "parent_differs" Error
        : "{node} takes the value of the unit above, {unit}, which is {above} ({place}); {own} is given here" | "{node} lấy theo đơn vị cấp trên {unit}, là {above} ({place}), nhưng ở đây ghi {own}"
        ; "the value of the unit above, or none" | "giá trị của đơn vị cấp trên, hoặc để trống"
        ; "remove it here, or correct it there" | "bỏ giá trị ở đây, hoặc sửa ở đơn vị cấp trên";
    ParentOpen "parent_open" Warning
        : "the unit above, {unit}, has no value at {nodes}, which {name} takes from it" | "đơn vị cấp trên {unit} chưa có số liệu ở {nodes} để {name} lấy theo"
        ; "the sheet of the unit above beside these" | "số liệu của đơn vị cấp trên kèm theo"
        ; "give its sheet too; until then a value given here counts" | "bổ sung số liệu của đơn vị đó; trước mắt tính theo giá trị ghi ở đây, nếu có";
    GivenTwice "given_twice" Note
        : "{nodes}: the value of the unit above, {unit}, counts; what is given here besides is passed over" | "{nodes}: tính theo đơn vị cấp trên {unit}; không dùng giá trị ghi thêm ở đây"
        ; "" | ""
        ; "" | "";
    DuplicateUnit "duplicate_unit" Error
        : "the register lists {found} twice" | "danh sách đơn vị ghi {found} hai lần"
        ; "each unit once" | "mỗi đơn vị một lần"
        ; "the first one counts; remove the other" | "tính theo dòng đầu; bỏ dòng sau";

    // Findings on tables and files.
    UnknownFile "unknown_file" Error
        : "{found} is not read: it is {what}" | "không đọc được tệp {found}: {what}"
        ; ".json, .csv or .xlsx" | ".json, .csv hoặc .xlsx"
        ; "give its figures as a workbook (.xlsx) or as CSV UTF-8{first}" | "gửi số liệu dạng bảng tính .xlsx hoặc CSV UTF-8{first}";
    WorkbookBroken "workbook_broken" Error
        : "the workbook cannot be read: {why}" | "không đọc được bảng tính: {why}"
        ; "" | ""
        ; "open it in a spreadsheet program, save it as .xlsx and give it again"
            | "mở tệp bằng chương trình bảng tính, lưu lại dạng .xlsx rồi gửi lại";
    WorkbookTooLarge "workbook_too_large" Error
        : "“{found}” is not read: it holds too many {what}" | "“{found}” quá lớn nên không đọc: quá nhiều {what}"
        ; "at most {most} {what}" | "không quá {most} {what}"
        ; "delete what is no figure: unused sheets, empty rows and columns with a format"
            | "xóa phần không phải số liệu: trang tính không dùng, dòng và cột trống có định dạng";
    SheetHidden "sheet_hidden" Note
        : "the sheet “{found}” is hidden, and not read" | "trang tính “{found}” đang ẩn nên không đọc"
        ; "" | ""
        ; "if its figures count, unhide it and save" | "nếu số liệu trong đó được tính, bỏ ẩn rồi lưu lại";
    SheetPassed "sheet_passed" Note
        : "the sheet “{found}” holds no such table, and is passed over" | "trang tính “{found}” không có bảng cần đọc nên bỏ qua"
        ; "" | ""
        ; "if its figures count, name its columns in a header" | "nếu số liệu trong đó được tính, ghi tên các cột ở dòng tiêu đề";
    UnitOpen "unit_open" Error
        : "the sheet has a column of codes and none of units, and nothing says whose it is"
            | "trang tính có cột mã tiêu chí nhưng không có cột đơn vị, chưa rõ của đơn vị nào"
        ; "a line “Đơn vị: …” above the table, or the unit's name as that of the sheet or file, with a register"
            | "dòng “Đơn vị: …” phía trên bảng, hoặc tên trang tính, tên tệp là tên đơn vị có trong danh sách"
        ; "name the unit, or say --unit-of FILE=ID" | "ghi tên đơn vị, hoặc dùng --unit-of FILE=ID";
    UnitsDisagree "units_disagree" Error
        : "the sheet is said to be of “{found}”, and of “{other}”" | "trang tính vừa ghi là của “{found}”, vừa là của “{other}”"
        ; "one unit" | "một đơn vị"
        ; "correct the line above the table, or the name of the sheet or file" | "sửa dòng phía trên bảng, hoặc tên trang tính, tên tệp";
    StageOpen "stage_open" Error
        : "the line “{found}” speaks of own scores and another one of appraisal: which of them the points are is not said"
            | "dòng “{found}” nói điểm tự chấm, lại có chữ thẩm định: chưa rõ điểm trong bảng là điểm nào"
        ; "one of them above the table, or a heading for each" | "chỉ một loại ở phía trên bảng, hoặc tiêu đề riêng cho từng cột"
        ; "say it in the header" | "ghi rõ ở dòng tiêu đề";
    TitleYear "title_year" Warning
        : "the line “{found}” speaks of another period than {year}" | "dòng “{found}” ghi kỳ khác với {year}"
        ; "{year}" | "{year}"
        ; "check whether this is the sheet of that period" | "kiểm tra bảng có đúng của kỳ này không";
    RowNoLeaf "row_no_leaf" Note
        : "the row “{found}” is about no component, and is passed over" | "dòng “{found}” không phải tiêu chí thành phần nên không tính"
        ; "" | ""
        ; "" | "";
    SumDiffers "sum_differs" Warning
        : "{found} is stated, and what stands below adds up to {sum}" | "ghi {found} nhưng tổng các dòng bên dưới là {sum}"
        ; "{sum}" | "{sum}"
        ; "correct one of them; what counts is what stands below" | "sửa lại cho khớp; số được tính là số ở các dòng bên dưới";
    FigurePassed "figure_passed" Note
        : "figures that the portal only watches (maximum 0) are passed over: {found}" | "không tính các chỉ tiêu Cổng chỉ theo dõi (điểm tối đa 0): {found}"
        ; "" | ""
        ; "" | "";
    FigureFlagged "figure_flagged" Warning
        : "the portal says of its figures at {nodes}: {found}" | "Cổng ghi chú về số liệu ở {nodes}: {found}"
        ; "" | ""
        ; "the figures count as they are; look again when the portal has settled them" | "vẫn tính theo số liệu này; xem lại khi Cổng cập nhật";
    GroupUncounted "group_uncounted" Warning
        : "the portal gives {found} points for group {node} and no counts below it" | "Cổng chỉ cho {found} điểm của nhóm {node}, không có số liệu từng tiêu chí"
        ; "the counts of its leaves" | "số liệu của từng tiêu chí trong nhóm"
        ; "add them by a table; until then these leaves have no value" | "bổ sung bằng bảng số liệu; trước mắt các tiêu chí đó chưa có giá trị";
    NameOfOther "name_of_other" Error
        : "{code} has another name in the framework: “{found}” is {other}" | "mã {code} có tên khác trong bộ tiêu chí: “{found}” là {other}"
        ; "code and name of one component" | "mã và tên của cùng một tiêu chí"
        ; "correct the code or the name" | "sửa mã hoặc tên";
    NameUnclear "name_unclear" Error
        : "the row has no code of the framework, and its name “{found}” is not that of one component alone ({count})" | "dòng không có mã của bộ tiêu chí, tên “{found}” không phải của đúng một tiêu chí (có {count})"
        ; "a code, or the name of one component" | "mã tiêu chí, hoặc tên chỉ của một tiêu chí"
        ; "write the code of the component" | "ghi mã tiêu chí";
    CodeByName "code_by_name" Warning
        : "the code {found} is not that of the name in its row, which is read as {code}" | "mã {found} không phải của tên ghi trong dòng; dòng được đọc là {code}"
        ; "code and name of one component" | "mã và tên của cùng một tiêu chí"
        ; "correct the code" | "sửa lại mã";
    MaxDiffers "max_differs" Warning
        : "the maximum of {code} is {max}, not {found}" | "điểm tối đa của {code} là {max}, không phải {found}"
        ; "{max}" | "{max}"
        ; "check whether the sheet is of this framework" | "kiểm tra bảng có theo đúng bộ tiêu chí này không";
    SeveralTables "several_tables" Error
        : "several sheets hold such a table: {found}" | "có nhiều trang tính chứa bảng cần đọc: {found}"
        ; "one sheet" | "một trang tính"
        ; "hide or delete the others" | "ẩn hoặc xóa các trang tính khác";
    RowsHidden "rows_hidden" Note
        : "hidden rows are read as well: {found}" | "các dòng đang ẩn vẫn được đọc: {found}"
        ; "" | ""
        ; "delete them if they do not count" | "xóa các dòng này nếu không tính";
    ColumnsHidden "columns_hidden" Note
        : "hidden columns are read as well: {found}" | "các cột đang ẩn vẫn được đọc: {found}"
        ; "" | ""
        ; "delete them if they do not count" | "xóa các cột này nếu không tính";
    CommentsPassed "comments_passed" Note
        : "comments stand at cells and are not read: {found}" | "các ô có nhận xét, nhận xét không được đọc: {found}"
        ; "" | ""
        ; "if they change a figure, write it into its cell" | "nếu nhận xét thay đổi số liệu, ghi vào ô số liệu";
    CellsRounded "cells_rounded" Note
        : "numbers of more than nine decimal places, read rounded to nine ({count})"
            | "các số có hơn 9 chữ số lẻ, được làm tròn đến 9 chữ số lẻ khi đọc ({count})"
        ; "" | ""
        ; "" | "";
    CannotOpen "cannot_open" Error
        : "the file cannot be read: {why}" | "không đọc được tệp: {why}"
        ; "" | ""
        ; "mend that, or take the file out of the folder" | "khắc phục, hoặc đưa tệp ra khỏi thư mục";
    NamedTwice "named_twice" Note
        : "files named more than once, each read once ({count}): {found}"
            | "các tệp được nêu nhiều lần, mỗi tệp chỉ đọc một lần ({count}): {found}"
        ; "" | ""
        ; "" | "";
    SheetEmpty "sheet_empty" Warning
        : "there is not one figure here" | "không có số liệu nào"
        ; "rows of units and a column of figures" | "các dòng đơn vị và cột số liệu"
        ; "fill the sheet in, or leave it out" | "bổ sung số liệu hoặc bỏ tệp này ra";
    RowPassed "row_passed" Note
        : "the row “{found}” is about no unit, and is passed over" | "dòng “{found}” không phải là đơn vị nên không tính"
        ; "" | ""
        ; "if it is a unit, list it in the register (--units)" | "nếu là đơn vị, ghi vào danh sách đơn vị (--units)";
    PassedEnd "passed_end" Note
        : "files of other kinds, not read ({count}): {found}" | "các tệp loại khác, không đọc ({count}): {found}"
        ; "in a folder .csv, .json, .xlsx" | "trong thư mục: .csv, .json, .xlsx"
        ; "name a file itself if it holds figures, or save it as .csv"
            | "nếu tệp có số liệu, nêu đích danh tệp hoặc lưu lại thành .csv";
    PassedFolder "passed_folder" Note
        : "subfolders, not read ({count}): {found}" | "các thư mục con, không đọc ({count}): {found}"
        ; "" | ""
        ; "name a subfolder too if it holds figures" | "nếu thư mục con có số liệu, nêu thêm thư mục đó";
    PassedLock "passed_lock" Note
        : "signs that a workbook is open in another program, not read ({count}): {found}"
            | "dấu hiệu có bảng tính đang mở trong chương trình khác, không đọc ({count}): {found}"
        ; "" | ""
        ; "save and close the workbook, so that its last figures count"
            | "lưu và đóng bảng tính để tính đúng số liệu mới nhất";
    PassedHidden "passed_hidden" Note
        : "hidden files and folders, not read ({count}): {found}"
            | "các tệp, thư mục ẩn, không đọc ({count}): {found}"
        ; "" | ""
        ; "name a file itself if it holds figures" | "nếu tệp có số liệu, nêu đích danh tệp";
    PassedLink "passed_link" Note
        : "links that lead nowhere, not read ({count}): {found}"
            | "liên kết không dẫn đến đâu, không đọc ({count}): {found}"
        ; "" | ""
        ; "mend the link if figures stand behind it" | "nếu có số liệu, sửa liên kết";
    PassedSpecial "passed_special" Note
        : "neither files nor folders, not read ({count}): {found}"
            | "không phải tệp hay thư mục, không đọc ({count}): {found}"
        ; "" | ""
        ; "name it itself if figures come out of it" | "nếu có số liệu, nêu đích danh";
    TableUnclear "table_unclear" Error
        : "the header names no known table: {found}" | "dòng tiêu đề không thuộc bảng nào đã biết: {found}"
        ; "{known}" | "{known}"
        ; "name the columns in the first row" | "ghi tên cột ở dòng đầu tiên";
    MissingColumn "missing_column" Error
        : "the table has no column “{key}”" | "bảng thiếu cột “{key}”"
        ; "" | ""
        ; "add the column" | "bổ sung cột này";
    UnknownColumn "unknown_column" Error
        : "the column “{found}” is not known here" | "cột “{found}” không có trong định dạng"
        ; "{near}" | "{near}"
        ; "correct or remove the column; its cells are not read" | "sửa hoặc bỏ cột này; các ô trong cột không được đọc";
    DuplicateColumn "duplicate_column" Error
        : "the column “{found}” stands twice, first as column {first}" | "cột “{found}” bị trùng, lần đầu là cột {first}"
        ; "" | ""
        ; "remove one of them; the second is not read" | "bỏ một trong hai; cột sau không được đọc";
    RowTooLong "row_too_long" Error
        : "the row has a cell beyond the last column: “{found}”" | "dòng có ô ngoài cột cuối cùng: “{found}”"
        ; "at most {count} cells" | "không quá {count} ô"
        ; "put a text that holds the separator in quotes" | "đặt nội dung có dấu phân cách trong dấu ngoặc kép";
    QuoteOpen "quote_open" Error
        : "a quotation mark opened here is never closed" | "dấu ngoặc kép mở tại đây không được đóng"
        ; "a closing quotation mark" | "dấu ngoặc kép đóng"
        ; "close it; from this row on nothing was read" | "đóng dấu ngoặc; từ dòng này trở đi chưa được đọc";
    AmbiguousNumber "ambiguous_number" Error
        : "“{found}” may be {a} or {b}" | "“{found}” có thể là {a} hoặc {b}"
        ; "a number that can be read in one way only" | "số chỉ có một cách đọc"
        ; "write it plainly, like {a} or {b}" | "đề nghị ghi rõ, ví dụ {a} hoặc {b}";
    PercentGiven "percent_given" Error
        : "“{found}” is a percentage" | "“{found}” là tỷ lệ phần trăm"
        ; "points or a number" | "điểm hoặc số lượng"
        ; "give the points, or done and of as facts" | "ghi điểm, hoặc ghi số đã thực hiện và tổng số";
    DateGiven "date_given" Error
        : "“{found}” is a day; a spreadsheet may have made it of “{meant}”"
            | "“{found}” là ngày tháng; có thể bảng tính đã đổi từ “{meant}”"
        ; "{known}" | "{known}"
        ; "format the cell as text or number and type the value again" | "định dạng ô là chữ hoặc số rồi nhập lại giá trị";
    MergedValue "merged_value" Error
        : "the number {found} stands in merged cells over several values" | "số {found} nằm trong ô gộp chung cho nhiều giá trị"
        ; "a number for each" | "mỗi ô một số"
        ; "unmerge the cells and give each its own number" | "bỏ gộp ô và ghi số riêng cho từng ô";
    SpreadsheetError "spreadsheet_error" Error
        : "the cell holds the spreadsheet error {found}" | "ô bị lỗi bảng tính {found}"
        ; "a value" | "một giá trị"
        ; "mend the formula in the spreadsheet and save again" | "sửa công thức trong bảng tính rồi lưu lại";
    FormulaText "formula_text" Error
        : "the cell holds a formula and no value: “{found}”" | "ô chứa công thức, không có giá trị: “{found}”"
        ; "the value of the formula" | "giá trị của công thức"
        ; "let the spreadsheet compute it and save again" | "để bảng tính tính giá trị rồi lưu lại";
    NumericCode "numeric_code" Warning
        : "the code “{found}” is read as {code}: a spreadsheet drops the last zero" | "mã “{found}” được đọc là {code}: bảng tính đã bỏ số 0 ở cuối"
        ; "codes as text" | "mã ở dạng văn bản"
        ; "format the column as text" | "định dạng cột là văn bản";
    UnknownWord "unknown_word" Error
        : "“{found}” is neither a number nor a word known here" | "“{found}” không phải là số, cũng không phải từ đã biết"
        ; "{known}" | "{known}"
        ; "correct the cell" | "sửa lại ô này";
    BadRule "bad_rule" Error
        : "the rule “{found}” cannot be read: {detail}" | "không đọc được cách tính “{found}”: {detail}"
        ; "a line such as share: full at 100%; floor 80%, or the rule as JSON"
            | "một dòng như tỷ lệ: tối đa từ 100%; sàn 80%, hoặc cách tính dạng JSON"
        ; "correct the cell" | "sửa lại ô này";
    UnknownParent "unknown_parent" Error
        : "no row above has the code {found}" | "không có dòng nào ở trên có mã {found}"
        ; "the parent before its children" | "mục cha đứng trước mục con"
        ; "correct the parent, or move the row" | "sửa mã mục cha, hoặc chuyển dòng này xuống dưới";
    UnitMissing "unit_missing" Error
        : "the row names no unit" | "dòng chưa ghi đơn vị"
        ; "a unit in every row" | "mỗi dòng một đơn vị"
        ; "write the unit, or remove the row" | "ghi đơn vị, hoặc bỏ dòng này";
    UnitContinued "unit_continued" Note
        : "the rows {found} name no unit and are read as rows of {unit}, which stands above them"
            | "các dòng {found} để trống đơn vị, được đọc là của {unit} ghi ở dòng trên"
        ; "a unit in every row, or one merged cell over its rows" | "mỗi dòng một đơn vị, hoặc một ô chung cho các dòng liền nhau"
        ; "look whether they are its rows" | "kiểm tra các dòng này có đúng của đơn vị đó không";
    MadeUnread "made_unread" Error
        : "this was made although not everything could be read or computed" | "số liệu này được lập khi còn phần chưa đọc được hoặc chưa tính được"
        ; "data without that mark" | "số liệu không có dấu này"
        ; "mend what is wrong and make it again" | "sửa phần sai rồi lập lại";
    NoUnits "no_units" Error
        : "the inputs hold no unit" | "số liệu đưa vào không có đơn vị nào"
        ; "a row or a sheet for each unit" | "mỗi đơn vị một dòng hoặc một phiếu"
        ; "look whether the files were saved whole" | "kiểm tra xem các tệp đã lưu đủ chưa";
    DefaultPolicies "default_policies" Warning
        : "no policies were given, so these hold: {policies}" | "chưa có quy định chung nên áp dụng: {policies}"
        ; "policies as the decision states them" | "quy định chung theo văn bản"
        ; "state them in a sheet “policies” of the workbook, or in a file given with --policies" | "ghi vào trang tính “chính sách” của bảng tính, hoặc chọn tệp bằng --policies";
    TakenAs "taken_as" Note
        : "“{found}” is taken as {what}" | "“{found}” được hiểu là {what}"
        ; "" | ""
        ; "where that is wrong, correct the table and import it again" | "nếu chưa đúng, sửa bảng rồi nhập lại";
    TakenUnsure "taken_unsure" Warning
        : "“{found}” is taken as {what}; that is not certain" | "“{found}” được hiểu là {what}; chưa chắc chắn"
        ; "" | ""
        ; "look at the decision; where that is wrong, correct the table and import it again" | "đối chiếu văn bản; nếu chưa đúng, sửa bảng rồi nhập lại";
    RuleProposed "rule_proposed" Note
        : "the words “{found}” of {code} are read as the rule “{rule}”" | "hướng dẫn “{found}” của {code} được hiểu là cách tính “{rule}”"
        ; "" | ""
        ; "confirm it, or write another line in the column of rules" | "xác nhận, hoặc ghi lại ở cột cách tính điểm";
    RuleUnread "rule_unread" Note
        : "no rule is recognised in the words of {code}: its points are typed" | "chưa nhận ra cách tính trong hướng dẫn của {code}: điểm được nhập trực tiếp"
        ; "" | ""
        ; "where it can be computed, write one line such as share: full at 100%; floor 80%"
            | "nếu tính được, ghi một dòng như tỷ lệ: tối đa từ 100%; sàn 80%";

    // Findings on inputs that are joined.
    Conflict "conflict" Error
        : "{what} has two values: {a} ({place_a}) and {b} ({place_b})" | "{what} có hai giá trị khác nhau: {a} ({place_a}) và {b} ({place_b})"
        ; "one value" | "một giá trị"
        ; "correct one of them, or let the later one count (--prefer last)" | "sửa một trong hai, hoặc chọn tính giá trị sau (--prefer last)";
    ConflictSettled "conflict_settled" Note
        : "{what} has two values: {a} ({place_a}) and {b} ({place_b})" | "{what} có hai giá trị khác nhau: {a} ({place_a}) và {b} ({place_b})"
        ; "" | ""
        ; "the later one counts, as asked" | "tính giá trị sau theo yêu cầu";
    AmbiguousUnit "ambiguous_unit" Error
        : "“{found}” may be several units: {known}" | "“{found}” có thể là nhiều đơn vị: {known}"
        ; "one unit" | "một đơn vị"
        ; "give its id" | "ghi mã đơn vị";
    UnitsAlike "units_alike" Warning
        : "“{found}” and “{other}” look like one unit" | "“{found}” và “{other}” có vẻ là một đơn vị"
        ; "one spelling for each unit" | "mỗi đơn vị một cách ghi"
        ; "correct one, or give a register with --units" | "sửa một trong hai, hoặc chọn danh sách đơn vị bằng --units";
    RegisterWins "register_wins" Note
        : "the register says {expected}, the input {found}" | "danh sách đơn vị ghi {expected}, tệp ghi {found}"
        ; "" | ""
        ; "the register counts" | "tính theo danh sách đơn vị";
    UnitNotInForce "unit_not_in_force" Warning
        : "the register says that the unit is not in force in {found}" | "theo danh sách đơn vị, đơn vị không hoạt động trong năm {found}"
        ; "a year {valid}" | "năm đánh giá {valid}"
        ; "it is not ranked; correct the year, or valid_from and valid_to of the register"
            | "không xếp hạng; sửa năm, hoặc sửa valid_from, valid_to trong danh sách đơn vị";
    StillEmpty "still_empty" Warning
        : "leaves without a value that counts: {count} ({leaves})" | "số tiêu chí chưa có giá trị được tính: {count} ({leaves})"
        ; "" | ""
        ; "complete them, or check with --draft until then" | "bổ sung, hoặc kiểm tra bằng --draft khi chưa xong";

    // Findings on results.
    IndexOutside "index_outside" Warning
        : "the index is {index} %, outside 0 to 100" | "chỉ số là {index}%, ngoài khoảng 0 đến 100"
        ; "" | ""
        ; "the bonus or the deduction does it" | "do điểm thưởng hoặc điểm trừ";
    BelowLowestGrade "below_lowest_grade" Note
        : "the index {index} % reaches no grade" | "chỉ số {index}% chưa đạt mức xếp loại nào"
        ; "" | ""
        ; "the framework has no lower grade" | "bộ tiêu chí không có mức thấp hơn";
    OtherRulers "other_rulers" Note
        : "earlier assessments under other frameworks than {found} left aside: {count}"
            | "số đánh giá trước theo bộ tiêu chí khác {found} không dùng đến: {count}"
        ; "" | ""
        ; "years of two frameworks compare through a crosswalk" | "so sánh hai bộ tiêu chí qua bảng chuyển đổi";
    OtherYears "other_years" Note
        : "assessments of other {kinds} than {year} left aside: {count}" | "không tính {count} bản đánh giá của {kinds} khác {year}"
        ; "" | ""
        ; "a ranking is inside one {kind}" | "chỉ xếp hạng trong một {kind}";
    OtherChannels "other_channels" Note
        : "assessments of other channels than “{channel}” left aside: {count}" | "không tính {count} bản đánh giá của kênh khác “{channel}”"
        ; "" | ""
        ; "score each channel by itself" | "tính riêng từng kênh";
    SeveralBlocks "several_blocks" Note
        : "units of several blocks are ranked together: {blocks}" | "các đơn vị thuộc nhiều khối được xếp hạng chung: {blocks}"
        ; "" | ""
        ; "rank by group to keep them apart (--by-group)" | "xếp hạng theo khối nếu cần tách riêng (--by-group)";
    UnknownUnit "unknown_unit" Error
        : "there is no unit “{found}”" | "“{found}” không có trong danh sách đơn vị"
        ; "{near}" | "{near}"
        ; "correct the id" | "sửa mã đơn vị";
    ParentUnregistered "parent_unregistered" Warning
        : "the unit above, “{found}”, is none of the register" | "đơn vị cấp trên “{found}” không có trong danh sách đơn vị"
        ; "{near}" | "{near}"
        ; "correct it, or list the unit above too" | "sửa lại, hoặc ghi cả đơn vị cấp trên vào danh sách";
    ParentsCircle "parents_circle" Error
        : "the units above lead back to where they began: {found}" | "các đơn vị cấp trên tạo thành vòng lặp: {found}"
        ; "a unit at the top that has none above it" | "đơn vị cao nhất không có cấp trên"
        ; "correct the unit above of one of them" | "sửa đơn vị cấp trên của một đơn vị trong số đó";
    PredecessorsCircle "predecessors_circle" Error
        : "units are made of one another: {found}" | "các đơn vị tiền thân tạo thành vòng lặp: {found}"
        ; "units that were there before" | "đơn vị có từ trước"
        ; "correct the predecessors of one of them" | "sửa đơn vị tiền thân của một đơn vị trong số đó";
    PredecessorTwice "predecessor_twice" Warning
        : "the predecessor “{found}” stands twice" | "đơn vị tiền thân “{found}” ghi hai lần"
        ; "each once" | "mỗi đơn vị một lần"
        ; "it counts once; take one out" | "chỉ tính một lần; bỏ một đơn vị";
    NeverInForce "never_in_force" Error
        : "the unit is in force up to {found}, before it begins: {from}" | "đơn vị hoạt động đến {found}, trước khi bắt đầu: {from}"
        ; "an end that is not before the beginning" | "thời điểm kết thúc không sớm hơn thời điểm bắt đầu"
        ; "correct valid_from or valid_to" | "sửa valid_from hoặc valid_to";
    EffortsEmpty "efforts_empty" Warning
        : "the table of efforts holds no step" | "bảng giải pháp không có giải pháp nào"
        ; "a row for each step, with its code and points" | "mỗi giải pháp một dòng, có mã và điểm"
        ; "fill it in, or leave it out: then any leaf may be raised, for an effort of 1" | "bổ sung bảng hoặc bỏ bảng ra: khi đó mọi tiêu chí đều nâng được với khối lượng 1";
    OpenCard "open_card" Error
        : "{found} has no index yet: {open} points wait for a value" | "{found} chưa có chỉ số: {open} điểm chưa có số liệu"
        ; "" | ""
        ; "complete the assessment first" | "hoàn chỉnh bản đánh giá trước";
    UnitInError "unit_in_error" Error
        : "the data of {found} have errors" | "số liệu của {found} có lỗi"
        ; "" | ""
        ; "mend its findings first" | "sửa các lỗi đã nêu trước";
    NotRepairable "not_repairable" Error
        : "{node} cannot be set: it is {state}" | "{node} không đặt được điểm: {state}"
        ; "" | ""
        ; "leave it out" | "bỏ mục này";

    // Findings on plans.
    EffortTwice "effort_twice" Error
        : "the step of {node} to {step} stands twice, first at {first}" | "mức {step} của {node} bị trùng, lần đầu tại {first}"
        ; "each level once" | "mỗi mức một lần"
        ; "the first one counts; remove the other" | "tính theo dòng đầu; bỏ dòng sau";
    NotPlanned "not_planned" Error
        : "{node}: {step} cannot be planned" | "{node}: không lập phương án được cho {step}"
        ; "{known}" | "{known}"
        ; "correct the step, or add a row for it to the table of efforts" | "sửa lại mức, hoặc bổ sung dòng vào bảng giải pháp";
    StepUnusable "step_unusable" Warning
        : "the step of {node} to {step} requires {other}, which is out of reach" | "mức {step} của {node} cần có {other} nhưng không thực hiện được"
        ; "" | ""
        ; "the step is left out; add a row for what it requires" | "không tính mức này; bổ sung dòng cho nội dung cần có";
    StepTooLate "step_too_late" Note
        : "the step of {node} to {step} was due on {due}" | "mức {step} của {node} đã quá thời hạn {due}"
        ; "" | ""
        ; "it is left out of the plan" | "không đưa vào phương án";
    FixedTogether "fixed_together" Error
        : "{found} cannot all be taken" | "{found} không thể cùng thực hiện"
        ; "steps that bear each other" | "các giải pháp thực hiện được cùng nhau"
        ; "they exclude each other, require what is left out, or take more than an agency can bear; drop one"
            | "các giải pháp này loại trừ nhau, cần nội dung đã bỏ, hoặc vượt khả năng của cơ quan; bỏ bớt một giải pháp";
    FixedUnsettled "fixed_unsettled" Warning
        : "no plan was found that takes {found} together" | "chưa tìm được phương án thực hiện cùng lúc {found}"
        ; "steps that bear each other" | "các giải pháp thực hiện được cùng nhau"
        ; "the search was cut short, so there may be one; drop a step, or some conditions"
            | "việc tìm kiếm đã dừng sớm nên có thể vẫn có; bỏ bớt một giải pháp hoặc điều kiện";
    StepOfItself "step_of_itself" Error
        : "the step of {node} to {step} names {node} itself" | "mức {step} của {node} nêu chính {node}"
        ; "another leaf" | "mục khác"
        ; "a leaf has one level anyway; name the other leaf" | "mỗi mục chỉ chọn một mức; ghi mã mục khác";
    ExcludesNothing "excludes_nothing" Warning
        : "the step of {node} to {step} excludes {other}, which no row offers" | "mức {step} của {node} loại trừ {other} nhưng không dòng nào có mức này"
        ; "a level that a row of the table offers" | "mức có trong một dòng của bảng"
        ; "it excludes nothing; correct the level, or remove it" | "không loại trừ mức nào; sửa lại mức hoặc bỏ đi";
    UnitUnranked "unit_unranked" Error
        : "{found} takes no part in the ranking" | "{found} không tham gia xếp hạng"
        ; "a unit with a rank" | "đơn vị được xếp hạng"
        ; "choose a target or a grade as the goal" | "chọn mục tiêu theo tỷ lệ hoặc xếp loại";
    // Findings on directives: the form of the document.
    TargetUnclear "target_unclear" Error
        : "the target is not whole: {why}" | "chỉ tiêu chưa đủ: {why}"
        ; "comparator, threshold and unit_of_measure together" | "có đủ comparator, threshold và unit_of_measure"
        ; "complete the target, or take it out" | "bổ sung hoặc bỏ chỉ tiêu";
    StartsAfterDue "starts_after_due" Error
        : "it starts on {starts}, after it is due on {due}" | "ngày bắt đầu {starts} sau thời hạn {due}"
        ; "" | ""
        ; "correct one of the days" | "sửa một trong hai ngày";
    PartOfItself "part_of_itself" Error
        : "{found} is part of itself" | "{found} thuộc chính cơ quan đó"
        ; "" | ""
        ; "correct part_of" | "sửa part_of";
    UnknownLink "unknown_link" Error
        : "“{found}” is neither a code nor a part of PAPI or SIPAS" | "“{found}” không phải là mã, cũng không thuộc PAPI, SIPAS"
        ; "a code such as 3.2, papi:1 to papi:8, sipas:regular, sipas:regular-online or sipas:surprise"
            | "mã như 3.2, papi:1 đến papi:8, sipas:regular, sipas:regular-online hoặc sipas:surprise"
        ; "correct the link" | "sửa lại mục này";
    NotLinked "not_linked" Error
        : "“{found}” is reconstructed, but stands not among the nodes" | "“{found}” ghi là phục dựng nhưng không có trong nodes"
        ; "one of the nodes" | "một trong các mục của nodes"
        ; "add it to the nodes or take it out" | "bổ sung vào nodes hoặc bỏ mục này";
    UnknownDocument "unknown_document" Error
        : "“{found}” is not among the parents of the directive" | "“{found}” không có trong các văn bản căn cứ"
        ; "{near}" | "{near}"
        ; "add it to parents or correct the number" | "bổ sung vào parents hoặc sửa số văn bản";
    UnknownObligation "unknown_obligation" Error
        : "the directive has no obligation “{found}”" | "văn bản không có nhiệm vụ “{found}”"
        ; "{near}" | "{near}"
        ; "correct the paragraph" | "sửa lại số mục";

    ReportsDiffer "reports_differ" Error
        : "{what} is reported twice: {a} ({place_a}) and {b} ({place_b})" | "{what} có hai báo cáo khác nhau: {a} ({place_a}) và {b} ({place_b})"
        ; "one report of an item and day" | "mỗi mục, mỗi ngày một báo cáo"
        ; "remove one of them, or correct its day" | "bỏ một trong hai, hoặc sửa ngày báo cáo";
    WholeIsZero "whole_is_zero" Error
        : "the whole is 0, so there is no share" | "tổng số bằng 0 nên không có tỷ lệ"
        ; "a whole above 0; 0 of 0 only where the letter says “if any”" | "tổng số lớn hơn 0; chỉ ghi 0/0 khi văn bản có chữ “nếu có”"
        ; "correct the whole, or leave the report out" | "sửa tổng số, hoặc bỏ dòng báo cáo này";
    WholeMissing "whole_missing" Warning
        : "{found} is reported of a percentage, without the whole" | "chỉ tiêu tính bằng % nhưng chỉ báo cáo {found}, thiếu tổng số"
        ; "the whole it is part of" | "tổng số để tính tỷ lệ"
        ; "add the whole; until then no share is known" | "bổ sung tổng số; khi thiếu thì chưa tính được tỷ lệ";
    UnknownDimension "unknown_dimension" Error
        : "“{found}” is no dimension of {framework}, in force when the letter was signed"
            | "“{found}” không phải chỉ số nội dung của {framework}, bộ chỉ số có hiệu lực khi ban hành văn bản"
        ; "one of {known}" | "một trong các chỉ số nội dung {known}"
        ; "correct the link" | "sửa lại mục này";
    NothingLed "nothing_led" Warning
        : "{agency} leads nothing here" | "không có nội dung nào do {agency} chủ trì"
        ; "" | ""
        ; "look whether another agency was meant" | "kiểm tra lại cơ quan đã chọn";
    NoGoalLed "no_goal_led" Warning
        : "{agency} has nothing to raise or keep up in this letter" | "{agency} không được giao nâng hạng hoặc giữ vững nội dung nào trong văn bản này"
        ; "" | ""
        ; "ask for {paper}: it lists what the agency leads and lost" | "dùng {paper} để xem các điểm mất do cơ quan này chủ trì";
    ReportBeforeLetter "report_before_letter" Warning
        : "the report of ¶{paragraph} is of {on}, before the letter of {issued}"
            | "báo cáo mục {paragraph} ghi ngày {on}, trước ngày ban hành văn bản {issued}"
        ; "a day from {issued} on" | "ngày từ {issued} trở đi"
        ; "look whether the year is right; it counts as it stands" | "kiểm tra lại năm báo cáo; số liệu vẫn được tính";
    OrderedTogether "ordered_together" Note
        : "{agency} belongs to {collective}, which is ordered too: ¶{paragraphs}" | "{agency} thuộc nhóm {collective}, còn được giao chung mục {paragraphs}"
        ; "" | ""
        ; "ask for {id} to see how it stands" | "chọn {id} để xem tình hình thực hiện";
    CodesUnchecked "codes_unchecked" Note
        : "the framework {found} is not embedded: the codes of the letter are not checked here"
            | "bộ tiêu chí {found} không có sẵn nên chưa kiểm tra được các mã trong văn bản"
        ; "{near}" | "{near}"
        ; "correct the id, or draw up the papers with -f: they check the codes" | "sửa mã bộ tiêu chí, hoặc lập biểu với -f để kiểm tra các mã";
    DoneMissing "done_missing" Warning
        : "the report of ¶{paragraph} leaves open what was done; what was reported before stands"
            | "báo cáo mục {paragraph} để trống phần đã thực hiện nên giữ theo báo cáo trước"
        ; "a number; of a piece of work 1 or yes (done), 0 or no (not yet)" | "con số; với công việc: 1 hoặc Có (đã xong), 0 hoặc Không (chưa xong)"
        ; "fill in done" | "ghi vào cột Đã thực hiện";

    // Findings on directives: mistakes in the letter itself.
    DueBeforePlan "due_before_plan" Error
        : "due {due}; {document}, which it belongs to, was issued on {issued}"
            | "thời hạn ({due}) sớm hơn ngày ban hành văn bản căn cứ {document} ({issued})"
        ; "a day after {after}" | "thời hạn sau ngày {after}"
        ; "look at the year; give a new day" | "kiểm tra lại năm, ấn định thời hạn mới";
    DueBeforeLetter "due_before_letter" Error
        : "due {due}; that had passed when the letter was signed on {issued}, days before: {days}"
            | "thời hạn ({due}) sớm hơn ngày ban hành văn bản ({issued}), đã qua {days} ngày"
        ; "a day after {issued}" | "thời hạn sau ngày {issued}"
        ; "give a new day" | "ấn định thời hạn mới";
    TooLittleTime "too_little_time" Warning
        : "from {from} to {due} there are only {days} days" | "từ {from} đến {due} chỉ có {days} ngày"
        ; "at least {least} days" | "ít nhất {least} ngày"
        ; "give more time, or send the order earlier" | "ấn định thời hạn dài hơn hoặc gửi văn bản sớm hơn";
    NoLead "no_lead" Warning
        : "nobody leads {paragraph}{nodes}" | "mục {paragraph}{nodes} chưa phân công cơ quan chủ trì"
        ; "one lead agency" | "một cơ quan chủ trì"
        ; "name who answers for it" | "giao cơ quan chịu trách nhiệm";
    SeveralLeads "several_leads" Warning
        : "several lead {nodes}: {leads}" | "nhiều cơ quan cùng chủ trì {nodes}: {leads}"
        ; "one lead agency, the others co-operating" | "một cơ quan chủ trì, cơ quan khác phối hợp"
        ; "settle who answers for the result" | "giao một cơ quan chịu trách nhiệm về kết quả";
    ConflictingGoals "conflicting_goals" Warning
        : "different goals for {nodes}: {goals}" | "mục tiêu khác nhau đối với {nodes}: {goals}"
        ; "one goal" | "một mục tiêu"
        ; "settle which of them holds" | "thống nhất một mục tiêu";
    OwnCooperator "own_cooperator" Warning
        : "{agency} is to co-operate with itself" | "{agency} được giao phối hợp với chính mình"
        ; "another agency" | "cơ quan khác"
        ; "name the agency that was meant" | "ghi đúng cơ quan cần phối hợp";
    TargetWithoutBase "target_without_base" Warning
        : "the target {target} does not say of what" | "chỉ tiêu {target} chưa nêu tính trên tổng số nào"
        ; "the whole the percentage is of" | "tổng số làm căn cứ tính tỷ lệ"
        ; "name what is counted" | "nêu rõ đối tượng được tính";
    NotAddressed "not_addressed" Warning
        : "{agency} is to act ({paragraphs}), but the letter is not addressed to it{copy}"
            | "{agency} được giao hoặc đề nghị thực hiện ({paragraphs}) nhưng không có trong phần Kính gửi{copy}"
        ; "an addressee" | "cơ quan có trong phần Kính gửi"
        ; "add it to the addressees, or write to it apart" | "bổ sung vào phần Kính gửi, hoặc gửi văn bản riêng";
    AddresseeWithoutCopy "addressee_without_copy" Warning
        : "the letter is addressed to {agency}, but not sent to it" | "{agency} có trong phần Kính gửi nhưng không có trong phần Nơi nhận"
        ; "every addressee among those it is sent to" | "phần Nơi nhận có đủ các cơ quan ở phần Kính gửi"
        ; "add it to those it is sent to" | "bổ sung vào phần Nơi nhận";
    FieldUnassigned "field_unassigned" Note
        : "the letter gives {field} to nobody{parts}" | "văn bản chưa phân công cơ quan nào phụ trách lĩnh vực {field}{parts}"
        ; "every field with an agency that answers for it" | "mỗi lĩnh vực có một cơ quan chịu trách nhiệm"
        ; "name who raises it, or keeps it up" | "giao cơ quan nâng cao hoặc giữ vững kết quả";
    WeakUntouched "weak_untouched" Warning
        : "{node} was at {ratio}{year}, and no paragraph touches it" | "{node} chỉ đạt {ratio}{year} nhưng văn bản chưa đề cập"
        ; "an obligation for it, or for a node above it" | "một nhiệm vụ cho tiêu chí này, hoặc cho tiêu chí, lĩnh vực cấp trên"
        ; "order what is to be done, and by whom" | "giao việc cần làm và cơ quan thực hiện";
    // Findings on surveys: questions, ballots, numbers of people asked.
    LeafCountsNoAnswers "leaf_counts_no_answers" Error
        : "{node} does not count answers: its rule is {kind}" | "{node} không tính theo phiếu trả lời: cách tính là {kind}"
        ; "a leaf with the rule survey" | "tiêu chí có cách tính survey"
        ; "correct the code, or give the leaf that rule" | "sửa mã, hoặc đổi cách tính của tiêu chí";
    LeafUnasked "leaf_unasked" Warning
        : "no question asks about {node}" | "chưa có câu hỏi cho {node}"
        ; "at least one question" | "ít nhất một câu hỏi"
        ; "add one, or take its points from another survey" | "bổ sung, hoặc lấy điểm từ đợt điều tra khác";
    DuplicateQuestion "duplicate_question" Error
        : "the question {found} stands twice" | "câu hỏi {found} bị trùng"
        ; "" | ""
        ; "rename or remove one" | "đổi tên hoặc bỏ một câu";
    QuestionWithoutColumn "question_without_column" Warning
        : "no table of ballots has a column for the question {found}" | "không bảng phiếu nào có cột cho câu hỏi {found}"
        ; "its id or its wording as a heading" | "mã hoặc nội dung câu hỏi ở hàng tiêu đề"
        ; "correct the heading, or leave the question out" | "sửa tiêu đề cột, hoặc bỏ câu hỏi";
    ColumnUnread "column_unread" Note
        : "the column “{found}” is no question; its cells are not read" | "cột “{found}” không phải câu hỏi; các ô trong cột không được đọc"
        ; "" | ""
        ; "correct the heading if it should be one" | "sửa tiêu đề cột nếu là câu hỏi";
    FloatColumn "float_column" Error
        : "columns of binary numbers (float), which are not exact: {found}" | "cột số thực dấu phẩy động (float), không phải số chính xác: {found}"
        ; "decimals, whole numbers or text" | "số thập phân, số nguyên hoặc chữ"
        ; "cast them to decimals or text; in Python par_index.exact does it" | "chuyển các cột đó sang số thập phân hoặc chữ; trong Python dùng par_index.exact";
    ColumnType "column_type" Error
        : "the column “{found}” holds {kind}, which no table has" | "cột “{found}” có kiểu {kind}, bảng không dùng kiểu này"
        ; "whole numbers, decimals, text, days, true or false" | "số nguyên, số thập phân, chữ, ngày, hoặc đúng, sai"
        ; "cast the column to one of them, or leave it out" | "chuyển cột sang một trong các kiểu đó, hoặc bỏ cột";
    BallotsUnnumbered "ballots_unnumbered" Warning
        : "the ballots have no column “ballot”: one that stands twice counts twice" | "bảng phiếu không có cột “ballot”: phiếu trùng sẽ được tính hai lần"
        ; "" | ""
        ; "number the ballots" | "đánh số phiếu";
    BallotTwice "ballot_twice" Warning
        : "the ballot {found} stands twice and says the same; it counts once" | "phiếu {found} bị trùng, nội dung như nhau; chỉ tính một lần"
        ; "" | ""
        ; "remove one of them" | "bỏ một phiếu";
    BallotDiffers "ballot_differs" Error
        : "the ballot {found} stands twice and says different things" | "phiếu {found} bị trùng nhưng nội dung khác nhau"
        ; "one number for each ballot of a unit, channel and group" | "mỗi phiếu của một đơn vị, kênh, nhóm có một số riêng"
        ; "correct the number, or remove one" | "sửa số phiếu, hoặc bỏ một phiếu";
    GroupMissing "group_missing" Error
        : "the ballot names no group of respondents, but its questions count by group" | "phiếu chưa ghi nhóm người trả lời, nhưng câu hỏi tính theo nhóm"
        ; "a group in every row" | "mỗi dòng một nhóm"
        ; "write the group" | "ghi nhóm";
    QuestionNotAsked "question_not_asked" Error
        : "the question {question} is not asked of the group {found}" | "câu hỏi {question} không dành cho nhóm {found}"
        ; "an empty cell" | "để trống ô này"
        ; "correct the group, or the questions" | "sửa nhóm, hoặc bảng câu hỏi";
    TooManyUnits "too_many_units" Error
        : "“{found}” is one unit too many: the ballots name more than {most}" | "“{found}” vượt số đơn vị cho phép: các phiếu ghi hơn {most} đơn vị"
        ; "" | ""
        ; "look whether the column of units is the right one, or give a register with --units" | "kiểm tra cột đơn vị, hoặc chọn danh sách đơn vị bằng --units";
    FewAnswers "few_answers" Warning
        : "valid answers to {node}{group}: only {found}" | "số lượt trả lời hợp lệ của {node}{group}: chỉ {found}"
        ; "at least {least}" | "ít nhất {least}"
        ; "its points may be far from what all would say" | "điểm có thể khác xa ý kiến chung";
    MoreThanAsked "more_than_asked" Warning
        : "ballots{group}: {found}, more than the {asked} asked" | "số phiếu thu về{group} {found} nhiều hơn số phiếu phát ra {asked}"
        ; "" | ""
        ; "correct the number asked, or look for foreign ballots" | "sửa số phiếu phát ra, hoặc rà soát phiếu lạ";
    AskedTwice "asked_twice" Error
        : "the number asked stands twice: {before} and {found}" | "số phiếu phát ra bị trùng: {before} và {found}"
        ; "one row for each unit, group and channel" | "mỗi đơn vị, nhóm, kênh một dòng"
        ; "remove one of them" | "bỏ một dòng";
    ChannelUnknown "channel_unknown" Warning
        : "no ballot came through the channel {found}" | "không có phiếu nào thuộc kênh {found}"
        ; "{known}" | "{known}"
        ; "correct the channel of the target" | "sửa kênh của chỉ tiêu";
    PopulationTooSmall "population_too_small" Warning
        : "population{group}: {found}, fewer than were asked ({asked}) or answered ({ballots})"
        | "tổng thể{group} {found} nhỏ hơn số phiếu phát ra ({asked}) hoặc số phiếu thu về ({ballots})"
        ; "at least {least}" | "ít nhất {least}"
        ; "correct the population; one smaller than those who answered narrows no interval"
        | "sửa tổng thể; tổng thể nhỏ hơn số người trả lời thì không hiệu chỉnh khoảng tin cậy";
    ChannelsAlike "channels_alike" Warning
        : "“{found}” and “{other}” look like one channel and count as two" | "“{found}” và “{other}” có vẻ là một kênh nhưng tính thành hai"
        ; "one spelling for each channel" | "mỗi kênh một cách ghi"
        ; "correct one of them" | "sửa một trong hai";
    TargetTiny "target_tiny" Warning
        : "the target{channel} is {value} %" | "chỉ tiêu{channel} là {value}%"
        ; "a percentage, such as {percent}" | "tỷ lệ phần trăm, như {percent}"
        ; "write 95 for 95 %, not 0.95" | "95% ghi là 95, không ghi 0,95";
    FindingsCut "findings_cut" Note
        : "{found}: further places not listed: {count}" | "{found}: còn {count} chỗ không liệt kê"
        ; "" | ""
        ; "mend the {told} listed first" | "sửa {told} chỗ đã liệt kê trước";
    RowTooShort "row_too_short" Warning
        : "the row ends after {found} cells; the questions behind them count as not answered"
            | "dòng chỉ có {found} ô; các câu hỏi ở sau tính là không trả lời"
        ; "{count} cells, empty ones too" | "đủ {count} ô, kể cả ô trống"
        ; "look whether the row was cut off" | "kiểm tra xem dòng có bị cắt mất phần sau không";
    NoBallots "no_ballots" Warning
        : "the table has a header and no ballot" | "bảng chỉ có hàng tiêu đề, không có phiếu nào"
        ; "a row for each ballot" | "mỗi phiếu một dòng"
        ; "look whether the file was saved whole" | "kiểm tra xem tệp đã lưu đủ chưa";
    ChannelMissing "channel_missing" Warning
        : "ballots without a channel: {found}; others of the survey name one, so these stand apart"
            | "số phiếu chưa ghi kênh: {found}; phiếu khác của đợt điều tra có ghi kênh nên tính riêng"
        ; "a channel in every row, of those asked too" | "mỗi dòng có ghi kênh, kể cả bảng số phiếu phát ra"
        ; "write the channel" | "ghi kênh";
    CountNegative "count_negative" Error
        : "{found} is negative" | "{found} là số âm"
        ; "a number of people, 0 or more" | "số người, từ 0 trở lên"
        ; "correct the number" | "sửa lại số này";
    CountTooLarge "count_too_large" Error
        : "{found} is too large" | "{found} quá lớn"
        ; "below 9000000000" | "nhỏ hơn 9000000000"
        ; "correct the number" | "sửa lại số này";
    AskedMissing "asked_missing" Error
        : "a population is given, but not how many were asked" | "có ghi tổng thể nhưng chưa ghi số phiếu phát ra"
        ; "the number asked beside it" | "số phiếu phát ra cùng dòng"
        ; "write the number asked; without it the row is not read" | "ghi số phiếu phát ra; khi thiếu thì dòng này không được đọc";
    AskedBelowGroups "asked_below_groups" Warning
        : "asked of all groups: {found}, but its groups sum to {sum}" | "số phiếu phát ra chung {found} nhỏ hơn tổng các nhóm {sum}"
        ; "at least {sum}" | "ít nhất {sum}"
        ; "correct one of the numbers; as it stands, the row without a group counts as one more group"
            | "sửa lại số phiếu phát ra; hiện dòng không ghi nhóm được tính là một nhóm khác";
    TargetTooHigh "target_too_high" Warning
        : "the target{channel} is {value} %" | "chỉ tiêu{channel} là {value}%"
        ; "below 100 for “above”, at most 100 for “at least”" | "dưới 100 với “trên”, không quá 100 với “từ … trở lên”"
        ; "correct the target; no survey can reach it" | "sửa lại chỉ tiêu; không đợt điều tra nào đạt được";
    QuestionsAlike "questions_alike" Warning
        : "the questions {found} and {other} have the same wording" | "câu hỏi {found} và {other} có nội dung như nhau"
        ; "a wording of its own for each question" | "mỗi câu hỏi có nội dung riêng"
        ; "correct one of them; a column headed by the wording is read as {found}"
            | "sửa một trong hai; cột có tiêu đề là nội dung này được đọc là {found}";
    PopulationBelowGroups "population_below_groups" Warning
        : "population of all groups: {found}, but its groups sum to {sum}" | "tổng thể chung {found} nhỏ hơn tổng các nhóm {sum}"
        ; "at least {sum}" | "ít nhất {sum}"
        ; "correct one of the numbers; as they stand, no interval over all groups is narrowed"
            | "sửa lại một trong các số; hiện không hiệu chỉnh khoảng tin cậy chung của các nhóm";
    BallotsCounted "ballots_counted" Warning
        : "the column “{found}” only counts the rows of its file: a ballot that stands in another file too counts twice"
            | "cột “{found}” chỉ đánh số dòng trong tệp: phiếu có ở cả tệp khác sẽ được tính hai lần"
        ; "a number of the ballot itself, as “ballot” or “Mã phiếu”" | "số của chính phiếu, như cột “Mã phiếu”"
        ; "number the ballots, or look whether the files have none in common" | "đánh số phiếu, hoặc kiểm tra để các tệp không có phiếu chung";
    RowUnended "row_unended" Error
        : "the row that begins here is longer than {most} bytes; nothing from here on was counted"
            | "dòng bắt đầu tại đây dài hơn {most} byte; từ đây trở đi không được tính"
        ; "rows of at most {most} bytes" | "mỗi dòng không quá {most} byte"
        ; "look whether the file is a table, and each row ends with a line break" | "kiểm tra xem tệp có phải là bảng và mỗi dòng có xuống dòng không";
    BallotNumberMissing "ballot_number_missing" Warning
        : "ballots without a number: {found}, the first of them here; one that stands twice counts twice"
            | "có {found} phiếu chưa được đánh số, phiếu đầu tiên ở ô này; phiếu trùng sẽ được tính hai lần"
        ; "a number in every row" | "mỗi dòng một số phiếu"
        ; "number these ballots too" | "đánh số cả các phiếu này";
    GroupUnnamed "group_unnamed" Warning
        : "ballots without a group of respondents: {found}; others of the survey name one, so these stand apart"
            | "số phiếu chưa ghi nhóm: {found}; phiếu khác của đợt điều tra có ghi nhóm nên các phiếu này tính riêng"
        ; "a group in every row" | "mỗi dòng một nhóm"
        ; "write the group" | "ghi nhóm";
    LetterNotSet "letter_not_set" Warning
        : "the face of the document has no letter “{found}” ({number}); □ stands in its place"
            | "phông chữ của văn bản không có ký tự “{found}” ({number}); thay bằng □"
        ; "" | ""
        ; "write it with another letter"
            | "dùng ký tự khác";
}
