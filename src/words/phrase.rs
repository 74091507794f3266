//! The table of words and sentences: one row for each, in English and Vietnamese.

use super::{Arg, Lang, Text, fill};

macro_rules! phrases {
    ($($name:ident : $en:literal | $vi:literal;)*) => {
        /// A word, or a sentence with placeholders to fill.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Phrase { $($name),* }

        impl Phrase {
            #[cfg(test)]
            pub(super) const ALL: &'static [Phrase] = &[$(Phrase::$name),*];

            /// The template of the row in one language, with its placeholders unfilled.
            pub(crate) const fn template(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Phrase::$name, Lang::En) => $en, (Phrase::$name, Lang::Vi) => $vi,)*
                }
            }
        }
    };
}

phrases! {
    // Sentences about the points that the rule of a leaf awards.
    TypedPoints: "{points} of {max} points" | "{points}/{max} điểm";
    YesNoYes: "yes: {points} of {max} points" | "có: {points}/{max} điểm";
    YesNoNo: "no: {points} of {max} points" | "không: {points}/{max} điểm";
    LevelReached: "level {place} of {count}, {label}: {points} of {max} points"
        | "mức {place}/{count}, {label}: {points}/{max} điểm";
    ShareFull: "{done} of {of} = {pct} %, at least {full} %: full points"
        | "{done}/{of} = {pct}%, từ {full}% trở lên: đạt điểm tối đa";
    ShareFullAbove: "{done} of {of} = {pct} %, above {full} %: full points"
        | "{done}/{of} = {pct}%, trên {full}%: đạt điểm tối đa";
    ShareUnderFloor: "{done} of {of} = {pct} %, below the floor of {floor} %: 0 points"
        | "{done}/{of} = {pct}%, dưới mức sàn {floor}%: 0 điểm";
    SharePart: "{done} of {of} = {pct} %, in proportion: {points} of {max} points"
        | "{done}/{of} = {pct}%, tính theo tỷ lệ: {points}/{max} điểm";
    SharePartTarget: "{done} of {of} = {pct} %, in proportion to {full} %: {points} of {max} points"
        | "{done}/{of} = {pct}%, tính theo tỷ lệ so với {full}%: {points}/{max} điểm";
    ShareNone: "{done} of {of} = {pct} %, below {full} %: 0 points"
        | "{done}/{of} = {pct}%, chưa đạt {full}%: 0 điểm";
    ShareNoneAbove: "{done} of {of} = {pct} %, not above {full} %: 0 points"
        | "{done}/{of} = {pct}%, không trên {full}%: 0 điểm";
    BandShare: "{done} of {of} = {pct} %, at least {from} %: {points} of {max} points"
        | "{done}/{of} = {pct}%, từ {from}% trở lên: {points}/{max} điểm";
    BandShareAbove: "{done} of {of} = {pct} %, above {from} %: {points} of {max} points"
        | "{done}/{of} = {pct}%, trên {from}%: {points}/{max} điểm";
    BandShareNone: "{done} of {of} = {pct} %, below every band: 0 points"
        | "{done}/{of} = {pct}%, chưa đạt bậc nào: 0 điểm";
    BandCount: "{what}: {count}, at least {from}: {points} of {max} points"
        | "{count} {what}, từ {from} trở lên: {points}/{max} điểm";
    BandCountAbove: "{what}: {count}, above {from}: {points} of {max} points"
        | "{count} {what}, trên {from}: {points}/{max} điểm";
    BandCountNone: "{what}: {count}, below every band: 0 points"
        | "{count} {what}, chưa đạt bậc nào: 0 điểm";
    BandNeeded: "{what}: {n} more for {points} points" | "thiếu {n} {what} để đạt {points} điểm";
    PerItem: "{what}: {count}, {each} each: {points} of {max} points"
        | "{count} {what} × {each}: {points}/{max} điểm";
    Penalty: "{what}: {count}, {each} off each: {points} of {max} points"
        | "trừ {count} {what} × {each}: còn {points}/{max} điểm";
    SurveyAward: "answers: {answers}, {points} of {max} points"
        | "{answers} lượt trả lời hợp lệ: {points}/{max} điểm";
    NoValidAnswers: "no valid answer" | "chưa có lượt trả lời hợp lệ";
    NoCase: "no case arose in the year; not applicable" | "Không phát sinh trong năm; không áp dụng";
    NoCaseMax: "no case arose: full points, {max} of {max}" | "không phát sinh: đạt điểm tối đa {max}/{max} điểm";
    NoCaseZero: "no case arose: 0 of {max} points" | "không phát sinh: 0/{max} điểm";
    StillNeeded: "{what}: {n} more for {pct} %" | "thiếu {n} {what} để đạt {pct}%";
    StillNeededAbove: "{what}: {n} more for above {pct} %" | "thiếu {n} {what} để đạt trên {pct}%";
    Cases: "cases" | "trường hợp";

    // Reasons why a leaf is weak.
    WhySurvey: "survey, {pct} % of {max}" | "điều tra xã hội học đạt {pct}%";
    WhyShare: "{pct} %; {more}" | "{pct}%; {more}";
    WhyCounts: "{done} of {of} {what}" | "{done}/{of} {what}";
    WhyUnderFloor: "{pct} %, below the floor of {floor} %" | "{pct}%, dưới mức sàn {floor}%";
    WhyLowest: "lowest level, 0 points" | "mức thấp nhất (0 điểm)";
    WhyLevel: "level {place} of {count}" | "mức {place}/{count}";
    WhyPenalty: "{count} at {each} off" | "{count} {what} × {each}";
    WhyNo: "answered no" | "chưa thực hiện";
    WhyUnits: "{count} of {units} units below the maximum" | "{count}/{units} đơn vị chưa đạt tối đa";
    WhyAbove: "{why}; the value of {unit}" | "{why}; lấy theo {unit}";
    WhyUnitsAbove: "{why}; {taken} have the value of the unit above" | "{why}; {taken} đơn vị lấy theo cấp trên";
    WhyPoints: "{pct} % of {max}" | "đạt {pct}%";
    WhyClaimed: "{why}; {self} was claimed" | "{why}; tự chấm {self}";
    WhyNoEvidence: "{why}; {self} claimed, no evidence" | "{why}; tự chấm {self}, thiếu TLKC";
    WhyMissing: "not reported, counts as 0" | "chưa có số liệu, tính 0 điểm";
    WhyNotApplicable: "not applicable, counts as 0 here" | "không áp dụng, tính 0 điểm theo bộ tiêu chí";

    // Words for states, bases, provenances and causes.
    Scored: "scored" | "Đã chấm";
    NotApplicable: "not applicable" | "Không áp dụng";
    NotAppraised: "not yet appraised" | "Chưa thẩm định";
    Missing: "missing" | "Chưa có số liệu";
    LeftOut: "left out" | "Không tính theo căn cứ này";
    Complete: "complete" | "Đủ số liệu";
    Open: "incomplete" | "Chưa đủ số liệu";
    NotReported: "not reported" | "Chưa gửi báo cáo";
    InError: "data in error, not computed" | "Số liệu có lỗi, chưa tính";
    BasisSelf: "self-assessed points" | "điểm tự đánh giá";
    BasisAppraised: "appraised points" | "điểm thẩm định";
    ClaimLine: "Not the official result: {parts}." | "Không phải kết quả chính thức: {parts}.";
    ClaimSelf: "by self scores" | "theo điểm tự đánh giá";
    ClaimAppraised: "by appraised points alone" | "chỉ theo điểm thẩm định";
    ClaimNoSurvey: "without the survey" | "không tính điều tra xã hội học";
    ClaimPreferLast: "of differing values the last one counts" | "nếu giá trị khác nhau thì tính giá trị đọc sau";
    AskedLine: "Asked: {parts}." | "Phạm vi: {parts}.";
    AskedUnit: "unit {what}" | "đơn vị {what}";
    AskedChannel: "channel {what}" | "kênh {what}";
    AskedNode: "component {what}" | "thành phần {what}";
    AskedLead: "lead agency {what}" | "cơ quan chủ trì {what}";
    AskedGroup: "block {what}" | "khối {what}";
    AskedBelow: "a year is weak below {what} %" | "năm dưới {what} % là yếu";
    AskedTop: "the first {what}" | "{what} dòng đầu";
    AskedFix: "steps taken {what}" | "các bước đã chọn {what}";
    AskedWithout: "no steps at {what}" | "không nâng {what}";
    AskedUntil: "steps due by the end of {what}" | "giải pháp có thời hạn trong {what}";
    AskedCapacity: "capacity {what}" | "năng lực {what}";
    LeftInError: "Data in error, not counted: {what}." | "Số liệu có lỗi, chưa tính: {what}.";
    LeftSilent: "Not reported, not counted: {what}." | "Chưa gửi báo cáo, chưa tính: {what}.";
    PolicyNotApplicableRescale: "what does not apply leaves the possible points" | "không áp dụng: quy đổi";
    PolicyNotApplicableMax: "what does not apply gets full points" | "không áp dụng: tính điểm tối đa";
    PolicyNotApplicableZero: "what does not apply gets 0 points" | "không áp dụng: tính 0 điểm";
    PolicyNoSurveyRescale: "without a survey re-scaled" | "không điều tra xã hội học: quy đổi";
    PolicyNoSurveyRefuse: "without a survey not computed" | "không điều tra xã hội học: không tính";
    PolicyMissingIncomplete: "what is missing stays open" | "chưa có số liệu: để chờ";
    PolicyMissingZero: "what is missing gets 0 points" | "chưa có số liệu: tính 0 điểm";
    PolicyTiesCompetition: "ties rank 1 2 2 4" | "đồng hạng xếp 1 2 2 4";
    PolicyTiesDense: "ties rank 1 2 2 3" | "đồng hạng xếp 1 2 2 3";
    PolicyAwardDigits: "places of an award: {value}" | "số chữ số thập phân của điểm: {value}";
    PolicyPrintDigits: "places printed: {value}" | "số chữ số thập phân khi in: {value}";
    PolicyPrintPercent: "printed as percents" | "in theo tỷ lệ phần trăm";
    PolicyPrintPoints: "printed as points" | "in theo điểm số";
    PolicyBonusCap: "bonus at most {value}" | "điểm thưởng tối đa {value}";
    PolicyDeductionCap: "deduction at most {value}" | "điểm trừ tối đa {value}";
    BasisFinal: "final: appraised + survey points" | "điểm thẩm định + điểm điều tra xã hội học";
    Official: "official" | "chính thức";
    Reconstructed: "reconstructed" | "phục dựng";
    Illustrative: "illustrative" | "minh họa";
    IllustrativeFigures: "illustrative figures" | "số liệu minh họa";
    CauseNotMet: "not met" | "chưa đạt";
    CauseCut1: "cut at appraisal" | "thẩm định giảm";
    CauseCut2: "cut again" | "lần 2 giảm";
    CauseGiven1: "given at appraisal" | "thẩm định tăng";
    CauseGiven2: "restored" | "lần 2 tăng";
    CauseMissingEvidence: "no evidence" | "thiếu TLKC";
    CauseSurvey: "survey" | "điều tra XHH";
    CauseMissingReport: "not reported" | "không báo cáo";
    CauseNotApplicable: "not applicable" | "không áp dụng";
    CauseDeduction: "deduction" | "điểm trừ";
    CauseBonus: "bonus" | "điểm thưởng";
    BonusTitle: "Bonus" | "Điểm thưởng";
    DeductionTitle: "Deduction" | "Điểm trừ";
    TotalTitle: "total" | "Tổng";
    None: "none" | "chưa phân công";

    // Sentences on the page of one unit.
    ReportTitle: "REPORT {period}" | "BÁO CÁO TỔNG HỢP {period}";
    ChartRanks: "Index of the ranked units" | "Chỉ số của các đơn vị được xếp hạng";
    ChartFields: "Fields beside the median and the best of the block"
        | "Các lĩnh vực so với trung vị và đơn vị cao nhất của khối";
    ChartSteps: "From the possible points to those obtained" | "Từ điểm tối đa đến điểm đạt được";
    ChartPossible: "possible" | "điểm tối đa được tính";
    ChartObtained: "obtained" | "điểm đạt được";
    ChartOpen: "not yet known" | "chưa có số liệu";
    ChartWeakest: "What costs most points, and the share of all lost points"
        | "Tiêu chí mất nhiều điểm nhất và tỷ trọng cộng dồn";
    ChartClaimed: "Claimed and recognised points, where they differ"
        | "Điểm tự đánh giá và điểm thẩm định, nơi khác nhau";
    ChartClaimedUnits: "Claimed and recognised points by unit"
        | "Điểm tự đánh giá và điểm thẩm định theo đơn vị";
    ChartCourses: "Ranks over the periods" | "Thứ hạng qua các kỳ";
    ChartQuality: "What the figures rest on, components by unit (* re-scaled)"
        | "Tình trạng số liệu theo đơn vị (* đã quy đổi)";
    ChartStanding: "Obligations on {on}, by those who lead them"
        | "Tình hình thực hiện đến ngày {on}, theo cơ quan chủ trì";
    ChartTimed: "The plan: who, by when" | "Kế hoạch theo cơ quan chủ trì và thời hạn";
    TimedNoDay: "no day" | "chưa có thời hạn";
    ChoicesTitle: "WHAT IF: CHOOSE OTHER LEVELS, SEE INDEX, GRADE AND RANK"
        | "NẾU CHỌN MỨC ĐIỂM KHÁC: CHỈ SỐ, XẾP LOẠI, THỨ HẠNG";
    TraceTitle: "WHERE EVERY FIGURE COMES FROM" | "CĂN CỨ CỦA TỪNG ĐIỂM SỐ";
    TraceSay: "Each component down to its rule, its facts and the cell it was read from, as the command `{command}` tells it."
        | "Từng tiêu chí: cách tính, số liệu, ô đã đọc, như lệnh `{command}`.";
    EachTitle: "UNIT BY UNIT" | "TỪNG ĐƠN VỊ";
    ChartHeat: "Units by fields, percent of the possible points" | "Tỷ lệ đạt của từng đơn vị theo lĩnh vực";
    PageTitle: "PAR INDEX {year} — {unit}" | "CHỈ SỐ CẢI CÁCH HÀNH CHÍNH (PAR INDEX) {year} — {unit}";
    PageTitleOther: "{title}, {year} — {unit}" | "{title}, {year} — {unit}";
    PageFramework: "Framework {id} ({provenance}, {hash}) · {basis}"
        | "Bộ tiêu chí {id} ({provenance}, {hash}) · {basis}";
    HeadIndex: "Index {index}" | "Chỉ số {index}";
    HeadSelf: "Self-assessed {index}" | "Tự chấm {index}";
    HeadBounds: "Index between {from} and {to}" | "Chỉ số trong khoảng {from} đến {to}";
    HeadRank: "rank {rank} of {ranked}" | "hạng {rank}/{ranked}";
    HeadUnranked: "not ranked" | "không xếp hạng";
    HeadGrade: "grade {grade}" | "xếp loại {grade}";
    HeadPoints: "{obtained} of {possible} points" | "{obtained}/{possible} điểm";
    HeadShort: "{points} short of {grade}" | "thiếu {points} điểm để đạt {grade}";
    HeadFloor: "{code} is below the floor of {grade}" | "{code} dưới mức sàn của {grade}";
    HeadRescaledMore: "Re-scaled: further criteria not applicable: {count}." | "Đã quy đổi: số tiêu chí khác không áp dụng: {count}.";
    HeadNoData: "No value has been reported: listed, not ranked." | "Chưa gửi báo cáo: có trong danh sách, không xếp hạng.";
    HeadInError: "The data have errors: nothing is computed until they are mended."
        | "Số liệu có lỗi: chưa tính cho đến khi được sửa.";
    HeadOpen: "Open: {open} points wait for a value ({leaves})." | "Chưa xác định: {open} điểm chưa có số liệu ({leaves}).";
    HeadLost: "Lost {lost} =" | "Điểm mất {lost} =";
    HeadNothingLost: "No points lost." | "Không mất điểm.";
    HeadRescaled: "Re-scaled: {code} (max {max}) is not applicable{reason}, and left out of the possible points."
        | "Đã quy đổi: tiêu chí {code} ({max} điểm) không áp dụng{reason}, không tính vào điểm tối đa.";
    HeadNoSurvey: "Re-scaled: no survey was held; {max} survey points are left out of the possible points."
        | "Đã quy đổi: không điều tra xã hội học; {max} điểm điều tra không tính vào điểm tối đa.";
    HeadOnlySelf: "Only self scores exist: this is what the unit claims, not its index."
        | "Chỉ có điểm tự đánh giá: đây là điểm đơn vị tự chấm, không phải chỉ số.";
    HeadProvisionalPeriod: "Provisional: the framework is not in force for this period." | "Tạm tính: bộ tiêu chí không có hiệu lực cho kỳ này.";
    HeadProvisional: "Provisional: the framework is not in force for this year." | "Tạm tính: bộ tiêu chí không có hiệu lực cho năm này.";
    HeadCases: "no case arose" | "không phát sinh";
    Refused: "{what} was refused" | "{what} có lỗi, chưa dùng được";
    HeadMean: "Mean of the {ranked} ranked units: {mean}" | "Trung bình của {ranked} đơn vị được xếp hạng: {mean}";

    FieldsTitle: "SCORECARD BY FIELD" | "KẾT QUẢ THEO LĨNH VỰC";
    ColGot: "got" | "đạt";
    ColOf: "of" | "tối đa";
    ColLost: "lost" | "mất";
    ColRatio: "ratio" | "tỷ lệ";
    ColRank: "rank" | "hạng";
    ColLead: "lead" | "chủ trì";
    ColMedian: "{mark} median" | "{mark} trung vị";
    StrongTitle: "STRONGEST, BY POINTS ABOVE THE MEDIAN" | "TIÊU CHÍ CAO HƠN TRUNG VỊ";
    ColAbove: "above" | "cao hơn";
    ColYears: "years" | "số năm";
    ColPeriods: "periods" | "số kỳ";
    ColGap: "below" | "thấp hơn trung vị";
    ColRankBefore: "was" | "hạng năm trước";
    ColIndex: "index" | "chỉ số";
    ColGrade: "grade" | "xếp loại";
    ColToNext: "to next" | "điểm cần thêm";
    ColMax: "max" | "tối đa";
    ColWhy: "why" | "nguyên nhân";

    RankTitle: "RANKING ({ranked} units)" | "XẾP HẠNG ({ranked} đơn vị)";
    RankTitleBlock: "RANKING IN BLOCK {block} ({ranked} units)" | "XẾP HẠNG TRONG KHỐI {block} ({ranked} đơn vị)";
    RankRescaled: "re-scaled, of {possible}" | "đã quy đổi (tính trên {possible} điểm)";
    RankAhead: "prints like rank {rank}; ahead by {margin}" | "bằng hạng {rank} khi làm tròn, hơn {margin}";
    RankBand: "graded before rounding; {printed} would be {grade}" | "xếp loại trước khi làm tròn; {printed} là {grade}";
    RankFloor: "below the floor of {grade}: {nodes}" | "dưới mức sàn của {grade}: {nodes}";
    RankNotReported: "not reported; listed, not ranked" | "chưa gửi báo cáo; không xếp hạng";
    RankInError: "data in error; not computed" | "số liệu có lỗi; chưa tính";
    RankOpen: "incomplete: {from} to {to}" | "chưa đủ số liệu: {from} đến {to}";
    RankApart: "assessed without a rank" | "đánh giá, không xếp hạng";
    RankNoRatio: "nothing to measure" | "không có điểm để tính";

    WeakTitle: "WEAKEST, BY POINTS LOST" | "TIÊU CHÍ MẤT NHIỀU ĐIỂM NHẤT";
    WeakTitleAttainment: "WEAKEST, BY ATTAINMENT" | "TIÊU CHÍ ĐẠT TỶ LỆ THẤP NHẤT";
    WeakTitleRepeatPeriod: "WEAKEST, BY PERIODS IN A ROW" | "TIÊU CHÍ THẤP NHIỀU KỲ LIỀN";
    WeakTitleRepeat: "WEAKEST, BY YEARS IN A ROW" | "TIÊU CHÍ THẤP NHIỀU NĂM LIỀN";
    WeakTitlePeerGap: "WEAKEST, BY GAP TO THE MEDIAN" | "TIÊU CHÍ THẤP HƠN TRUNG VỊ";
    WeakLeadTitle: "POINTS LOST, BY LEAD AGENCY" | "ĐIỂM MẤT THEO CƠ QUAN CHỦ TRÌ";
    LostTitleNode: "POINTS LOST, BY CAUSE" | "ĐIỂM MẤT THEO NGUYÊN NHÂN";
    LostTitleAppraiser: "POINTS LOST, BY APPRAISER" | "ĐIỂM MẤT THEO CƠ QUAN THẨM ĐỊNH";
    LostTitleUnit: "POINTS LOST, BY UNIT" | "ĐIỂM MẤT THEO ĐƠN VỊ";
    LostTitlePeriod: "POINTS LOST, BY PERIOD" | "ĐIỂM MẤT THEO KỲ";
    LostTitleYear: "POINTS LOST, BY YEAR" | "ĐIỂM MẤT THEO NĂM";
    LostTitleGroup: "POINTS LOST, BY BLOCK" | "ĐIỂM MẤT THEO KHỐI";
    CutTitleNode: "CLAIMED AND RECOGNISED" | "TỰ CHẤM VÀ THẨM ĐỊNH";
    CutTitleLead: "CLAIMED AND RECOGNISED, BY LEAD AGENCY" | "TỰ CHẤM VÀ THẨM ĐỊNH THEO CƠ QUAN CHỦ TRÌ";
    CutTitleAppraiser: "CLAIMED AND RECOGNISED, BY APPRAISER" | "TỰ CHẤM VÀ THẨM ĐỊNH THEO CƠ QUAN THẨM ĐỊNH";
    CutTitleUnit: "CLAIMED AND RECOGNISED, BY UNIT" | "TỰ CHẤM VÀ THẨM ĐỊNH THEO ĐƠN VỊ";
    CutTitleGroup: "CLAIMED AND RECOGNISED, BY BLOCK" | "TỰ CHẤM VÀ THẨM ĐỊNH THEO KHỐI";
    ColCauses: "causes" | "nguyên nhân";
    ColOver: "above" | "tự chấm cao hơn thẩm định";
    ColUnder: "below" | "tự chấm thấp hơn thẩm định";
    CutIndexes: "Index by self score {own}, by appraisal {appraised}, final {final}"
        | "Chỉ số theo điểm tự chấm {own}, theo điểm thẩm định {appraised}, thêm điều tra {final}";
    ColLeaves: "leaves" | "số tiêu chí";
    ColShare: "share" | "tỷ trọng";
    TableCut: "self − appraised" | "tự chấm − thẩm định";
    TableFields: "UNITS BY FIELD: {what} ({units} units)" | "KẾT QUẢ THEO LĨNH VỰC: {what} ({units} đơn vị)";
    TableCriteria: "UNITS BY CRITERION: {what} ({units} units)" | "KẾT QUẢ THEO TIÊU CHÍ: {what} ({units} đơn vị)";
    TableLeaves: "UNITS BY COMPONENT: {what} ({units} units)"
        | "KẾT QUẢ THEO TIÊU CHÍ THÀNH PHẦN: {what} ({units} đơn vị)";
    ColSelf: "self" | "tự chấm";
    ColAppraised: "appraised" | "thẩm định";
    ColSurvey: "survey" | "điều tra";
    ColOpen: "open" | "còn thiếu";
    ColState: "state" | "trạng thái";
    ColWaiting: "waiting" | "chờ";
    ColMissing: "missing" | "chưa có";
    ColUnreadable: "not read" | "chưa đọc";
    ColPossible: "possible" | "điểm tối đa được tính";
    ColOpenPoints: "open" | "chưa có số liệu";
    IntakeTitle: "INTAKE ({units} units)" | "TÌNH HÌNH GỬI BÁO CÁO ({units} đơn vị)";
    AppraiserTitle: "APPRAISAL, ALL UNITS" | "THẨM ĐỊNH, CÁC ĐƠN VỊ";
    ScoreTitle: "SCORES OF {unit}" | "ĐIỂM CỦA {unit}";
    CheckSum: "Errors: {errors}, warnings: {warnings}, notes: {notes}. Units that can be computed: {good} of {units}."
        | "Số lỗi: {errors}, cảnh báo: {warnings}, lưu ý: {notes}. Số đơn vị tính được: {good}/{units}.";
    FrameworksTitle: "FRAMEWORKS" | "BỘ TIÊU CHÍ";
    AnnexTitle: "RESULTS, units: {units}" | "KẾT QUẢ XÁC ĐỊNH CHỈ SỐ CẢI CÁCH HÀNH CHÍNH, số đơn vị: {units}";
    AnnexMaxima: "maximum" | "Điểm tối đa";
    AnnexAppraisal: "appraisal" | "điểm thẩm định";
    AnnexSurvey: "survey" | "điểm ĐTXHH";
    AnnexBonus: "bonus" | "điểm thưởng";
    AnnexDeduction: "deduction" | "điểm trừ";
    UsageAnnexShow: "--annex shows obtained points: it does not stand with --show"
        | "--annex ghi điểm đạt được, không dùng cùng --show";
    ColProvenance: "figures" | "số liệu";
    ColTitle: "title" | "tên";
    ColNode: "criterion" | "tiêu chí";
    ImportSum: "Understood: {nodes} rows, {leaves} of them scored, {total} points. Rules recognised: {rules}. In doubt: {unsure}."
        | "Đã hiểu: {nodes} mục, trong đó {leaves} mục được chấm điểm, tổng {total} điểm. Số cách tính nhận ra: {rules}. Số nội dung chưa chắc chắn: {unsure}.";
    ImportRefused: "Nothing was written: the rows marked ! have to be mended first."
        | "Chưa ghi tệp: cần sửa các dòng có dấu ! trước.";
    CheckFramework: "Errors: {errors}, warnings: {warnings}, notes: {notes}."
        | "Số lỗi: {errors}, cảnh báo: {warnings}, lưu ý: {notes}.";
    FolderTitle: "Dossier: {title} (par-index.toml)" | "Hồ sơ: {title} (par-index.toml)";
    SealLine: "par-index {version} · seal {seal} · {question}" | "Phần mềm par-index {version} · mã kiểm chứng {seal} · {question}";
    SealLineOnly: "Only the line of the seal was given: no figure of a print was compared."
        | "Chỉ có dòng mã kiểm chứng: chưa đối chiếu số liệu của bảng in.";
    SealShort: "The printed seal is short (48 bits, where a seal now has 128): a second table can be made to bear it. Print the result anew."
        | "Mã kiểm chứng đã in là mã ngắn (48 bit, nay dùng 128 bit): có thể lập được một bảng khác mang cùng mã. Đề nghị in lại kết quả.";
    CheckNothing: "Errors: {errors}, warnings: {warnings}, notes: {notes}. Nothing was read: no unit can be computed."
        | "Số lỗi: {errors}, cảnh báo: {warnings}, lưu ý: {notes}. Chưa đọc được số liệu của đơn vị nào: không tính được.";
    NotRead: "NOT READ: {files}" | "CHƯA ĐỌC ĐƯỢC: {files}";
    NotReadRows: "rows {rows}" | "dòng {rows}";
    NotReadSheet: "sheet {sheet}" | "trang tính {sheet}";
    NotReadText: "the text given" | "văn bản đưa vào";
    NotReadFile: "{file} is not written, because not everything could be read: {files}. Mend it, or write it marked so with {flag}"
        | "không ghi tệp {file} vì còn nội dung chưa đọc được: {files}. Sửa các tệp này, hoặc dùng {flag} để ghi kèm dấu chưa đọc được";
    Unreadable: "arrived, unreadable" | "đã gửi nhưng chưa đọc được";
    SealLineUnread: "par-index {version} · not everything was read · seal {seal} · {question}"
        | "Phần mềm par-index {version} · còn nội dung chưa đọc được · mã kiểm chứng {seal} · {question}";
    SealWording: "Another version printed it; only its wording differs, no figure:"
        | "Bản in do phiên bản khác lập; chỉ khác câu chữ, không khác số liệu:";
    SealSame: "The printed result is the one these inputs give (seal {seal})."
        | "Kết quả đã in đúng với số liệu này (mã kiểm chứng {seal}).";
    SealOther: "The printed result differs from what these inputs give: printed seal {printed}, computed {seal}."
        | "Kết quả đã in khác với số liệu này: mã kiểm chứng đã in {printed}, tính lại {seal}.";
    SealDiffers: "The printed result differs from what these inputs give, though it bears their seal {seal}: it was changed after it was printed."
        | "Kết quả đã in khác với số liệu này, dù mang đúng mã kiểm chứng {seal}: nội dung đã bị sửa sau khi in.";
    SealLineMissing: "line {line}: missing in print, computed “{expected}”" | "dòng {line}: bảng in thiếu, tính lại “{expected}”";
    SealLineForeign: "line {line}: printed “{found}”, nothing computed" | "dòng {line}: đã in “{found}”, tính lại không có";
    SealCell: "cell {cell}: “{found}” stands there, computed “{expected}”" | "ô {cell}: đang ghi “{found}”, tính lại “{expected}”";
    SealLineFound: "line {line}: printed “{found}”, computed “{expected}”" | "dòng {line}: đã in “{found}”, tính lại “{expected}”";
    WeakSum: "Rows shown: {shown} of {lost} lost ({pct} %); other rows: {others}, losing {rest}."
        | "Các dòng trên: {shown}/{lost} điểm mất ({pct}%); số dòng khác: {others}, mất {rest}.";
    WeakHeld: "Rows shown: {shown} of {lost} lost ({pct} %)." | "Các dòng trên: {shown}/{lost} điểm mất ({pct}%).";
    StrongNone: "no criterion is above the median of the block" | "không có tiêu chí nào cao hơn trung vị của khối";
    WeakAll: "Rows shown: all of {lost} lost." | "Các dòng trên: toàn bộ {lost} điểm mất.";

    WhatIfTitlePoints: "IF THE POINTS WERE SO (other units unchanged)" | "NẾU ĐIỂM THAY ĐỔI NHƯ SAU (đơn vị khác giữ nguyên)";
    WhatIfTitleRows: "IF ROWS {rows} ARE REPAIRED TO THEIR BEST LEVEL (other units unchanged)"
        | "NẾU KHẮC PHỤC CÁC DÒNG {rows} LÊN MỨC CAO NHẤT (đơn vị khác giữ nguyên)";
    WhatIfTitle: "IF ROWS {rows} ARE REPAIRED TO THEIR BEST LEVEL (survey rows skipped; other units unchanged)"
        | "NẾU KHẮC PHỤC CÁC DÒNG {rows} LÊN MỨC CAO NHẤT (bỏ qua điều tra XHH; đơn vị khác giữ nguyên)";
    WhatIfPoints: "{points} points" | "{points} điểm";
    WhatIfRank: "rank {rank}" | "hạng {rank}";
    WhatIfPasses: "passes {units}" | "vượt {units}";
    WhatIfLevel: "level with {units}" | "bằng {units}";
    WhatIfSumPoints: "Together {gain} points; no index while values are missing" | "Cộng {gain} điểm; chưa có chỉ số khi còn thiếu số liệu";
    WhatIfSum: "Together {gain} points, {change} in the index" | "Cộng {gain} điểm, {change} điểm phần trăm";
    WhatIfRanks: "rank {before} → {after}" | "hạng {before} → {after}";
    WhatIfGrades: "{before} → {after}" | "{before} → {after}";
    WhatIfNext: "rank {rank} is {points} further" | "hạng {rank} cần thêm {points}";

    FindingsMore: "{count} more, listed by `par-index check`" | "còn {count} nội dung, xem bằng lệnh `par-index check`";
    FindingsBeside: "{count} warnings and notes on single units not shown; `par-index check` lists them"
        | "{count} cảnh báo, ghi chú về từng đơn vị, xem bằng lệnh `par-index check`";
    FindingsSame: "the same at {count} more: {places}" | "cùng nội dung tại {count} vị trí khác: {places}";

    // Comparing two units side by side.
    VersusTitle: "{unit} AGAINST {other}" | "{unit} SO VỚI {other}";
    VersusOwn: "OWN" | "ĐƠN VỊ";
    VersusOther: "OTHER" | "ĐỐI CHIẾU";
    VersusApart: "APART" | "CHÊNH";
    VersusEqual: "criteria with equal points, not shown: {count}"
        | "số tiêu chí thành phần bằng điểm, không liệt kê: {count}";
    VersusIndex: "index {own} against {other}: {apart} points"
        | "chỉ số {own} so với {other}: {apart} điểm phần trăm";
    VersusIndexParts: "index {own} against {other}: {apart} = {points} by points, {possible} by what was possible"
        | "chỉ số {own} so với {other}: {apart} = {points} do điểm đạt, {possible} do điểm có thể đạt";

    // Comparing years under two frameworks, and two states of the data.
    CompareTitle: "CHANGE OF THE INDEX" | "THAY ĐỔI CHỈ SỐ";
    CompareBefore: "before" | "trước";
    CompareAfter: "after" | "sau";
    CompareChange: "change" | "tăng/giảm";
    ComparePerformance: "work" | "do kết quả thực hiện";
    CompareRuler: "ruler" | "do đổi bộ tiêu chí";
    CompareBonus: "bonus" | "điểm thưởng, trừ";
    CompareShare: "compares" | "phần so sánh được";
    DiffTitle: "WHAT CHANGED" | "NỘI DUNG THAY ĐỔI";
    DiffNothing: "Nothing changed." | "Không có thay đổi.";
    DiffBystanders: "units whose data stand as they were and whose rank moved: {count}"
        | "số đơn vị không đổi số liệu nhưng đổi hạng: {count}";

    // How robust ranks are.
    RobustWeights: "RANKS IF THE WEIGHT OF EVERY FIELD IS DRAWN FROM ± {amount} ({count} times; 9 of 10 from 5 % to 95 %)"
        | "THỨ HẠNG KHI TRỌNG SỐ TỪNG LĨNH VỰC THAY ĐỔI ± {amount} ({count} lần; 9/10 trong khoảng 5% đến 95%)";
    RobustSurvey: "RANKS IF SURVEY POINTS ARE DRAWN FROM ± {amount} OF THE MAXIMUM ({count} times; 9 of 10 from 5 % to 95 %)"
        | "THỨ HẠNG KHI ĐIỂM ĐIỀU TRA THAY ĐỔI ± {amount} ĐIỂM TỐI ĐA ({count} lần; 9/10 trong khoảng 5% đến 95%)";
    RobustFields: "RANKS WITHOUT ONE FIELD AT A TIME" | "THỨ HẠNG KHI BỎ TỪNG LĨNH VỰC";
    RobustNoAmount: "the amount is 0 %" | "mức biến động là 0%";
    RobustNoSurvey: "no ranked unit has survey points" | "không đơn vị được xếp hạng nào có điểm điều tra xã hội học";
    RobustOneField: "no ranked unit has points in more than one field" | "không đơn vị được xếp hạng nào có điểm ở hơn một lĩnh vực";
    RobustAlone: "no block has two ranked units" | "không khối nào có từ hai đơn vị được xếp hạng trở lên";
    RobustBest: "best" | "cao nhất";
    RobustMedian: "median" | "trung vị";
    RobustWorst: "worst" | "thấp nhất";
    RobustSame: "same" | "giữ hạng";
    RobustWithout: "without {code}" | "bỏ {code}";

    // Checking a published table by arithmetic.
    AuditClean: "Nothing contradicts: rows {rows}" | "Không có mâu thuẫn: số dòng {rows}";
    AuditNothing: "Nothing could be checked: rows {rows}" | "Không kiểm tra được gì: số dòng {rows}";
    AuditSum: "Equations that do not hold: {broken} of {equations}; rows: {rows}"
        | "Số phép tính không khớp: {broken}/{equations}; số dòng: {rows}";
    AuditChecked: "Equations checked: sums {sums}, changes {changes}, ranks {ranks}, grades {grades}, means {means}, highest and lowest {ends}"
        | "Số phép tính đã kiểm tra: tổng điểm {sums}, tăng giảm {changes}, xếp hạng {ranks}, xếp loại {grades}, trung bình {means}, cao nhất và thấp nhất {ends}";
    AuditWithin: "One holds within half a unit of the last digit of each number in it."
        | "Phép tính được coi là khớp nếu chênh lệch không quá nửa đơn vị ở chữ số cuối của mỗi số trong đó.";
    AuditUnchecked: "Not checked, since a cell is wanting: {unchecked}" | "Chưa kiểm tra được do thiếu ô số liệu: {unchecked}";
    AuditEquation: "NO." | "STT";
    AuditCell: "CELL" | "Ô";
    AuditUnit: "UNIT" | "ĐƠN VỊ";
    AuditHeading: "COLUMN" | "CỘT";
    AuditFound: "PRINTED" | "ĐÃ IN";
    AuditExpected: "THE OTHER CELLS GIVE" | "THEO CÁC Ô KHÁC";
    AuditRank: "rank" | "hạng";
    AuditGrade: "grade" | "xếp loại";
    AuditMean: "mean" | "trung bình";
    AuditTotal: "sum" | "tổng";
    AuditHighest: "highest" | "cao nhất";
    AuditLowest: "lowest" | "thấp nhất";
    AuditNumber: "no number" | "không phải là số";
    AuditDuplicate: "the unit stands twice" | "đơn vị bị trùng";
    AuditBlank: "the cell is empty" | "ô để trống";
    AuditCopied: "the same as in {cell}: copied?" | "trùng với ô {cell}: có thể chép nhầm";

    // The list of frameworks, and the changes from one framework to another.
    ColLevel: "level" | "cấp";
    ColValid: "in force" | "hiệu lực";
    LevelMinistry: "ministries" | "bộ, ngành";
    LevelProvince: "provinces" | "tỉnh";
    LevelDepartment: "departments" | "sở, ngành";
    LevelDistrict: "districts" | "huyện";
    LevelCommune: "communes" | "xã";
    Cooperating: "co-operating" | "phối hợp";
    Appraiser: "appraiser" | "thẩm định";
    ChangesTitle: "WHAT CHANGED ({count})" | "NỘI DUNG THAY ĐỔI ({count})";
    ChangeAdded: "added" | "bổ sung";
    ChangeDropped: "dropped" | "bỏ";
    ChangeRecoded: "other code" | "đổi mã";
    ChangeRenamed: "other name" | "đổi tên";
    ChangeRescaled: "other maximum" | "đổi điểm tối đa";
    ChangeRescored: "other rule" | "đổi cách tính";
    ChangeReassigned: "other agencies" | "đổi cơ quan";
    ChangePolicy: "policy" | "quy định chung";
    ChangeHead: "framework" | "bộ tiêu chí";

    // Values taken from the unit above.
    OfUnitAbove: "the value of the unit above" | "lấy theo đơn vị cấp trên";
    AboveWrong: "its data there have errors or were not read" | "số liệu ở đó có lỗi hoặc chưa đọc được";
    AboveMax: "its points there are of another maximum" | "điểm ở đó theo điểm tối đa khác";
    AboveFacts: "what it declares there does not fit the rule here" | "số liệu kê khai ở đó không hợp với cách tính ở đây";

    // Explanations of a number.
    ExplainNode: "{name}: {obtained} of {possible} points" | "{name}: {obtained}/{possible} điểm";
    ExplainLost: "lost {lost} =" | "mất {lost} =";
    ExplainOpen: "open {open}" | "chưa xác định {open}";
    StageSelf: "self score" | "điểm tự đánh giá";
    StageAppraised: "appraised score" | "điểm thẩm định";
    StageAppraisedAgain: "second appraised score" | "điểm thẩm định lần 2";
    StageSurvey: "survey score" | "điểm điều tra xã hội học";
    StageLine: "{stage}: {what}" | "{stage}: {what}";
    StageCounts: "counts" | "được tính";
    StageNotApplicable: "not applicable: {reason}" | "không áp dụng: {reason}";
    ExplainAbove: "value of the unit above: {unit}" | "lấy theo đơn vị cấp trên: {unit}";
    ExplainPlace: "read from {place}" | "đọc từ {place}";
    NoteLine: "note: {note}" | "ghi chú: {note}";

    // Errors in a call. Names of calls and flags are the same in both languages.
    UsageFramework: "there is no embedded framework “{id}”{near}; known: {known}"
        | "không có bộ tiêu chí “{id}”{near}; hiện có: {known}";
    UsageNotEmbedded: "“{id}” is not here: the library was built without its feature embedded, and has no frameworks, letters, crosswalks and samples of its own"
        | "không có “{id}”: thư viện được biên dịch không có tính năng embedded nên không kèm bộ tiêu chí, văn bản, bảng chuyển đổi và dữ liệu mẫu";
    UsageSample: "there is no embedded sample “{id}”{near}; known: {known}"
        | "không có dữ liệu mẫu “{id}”{near}; hiện có: {known}";
    UsagePolicies: "these policies do not fit the framework: {why}" | "các quy định này không phù hợp với bộ tiêu chí: {why}";
    UsagePolicy: "there is no policy {key}; known: {known}" | "không có quy định {key}; hiện có: {known}";
    UsagePolicyValue: "the policy {key} cannot be “{value}”; expected {known}"
        | "quy định {key} không thể là “{value}”; yêu cầu {known}";
    UsageDigits: "the policy {key} is 0 to 9 places, not “{value}”" | "quy định {key} từ 0 đến 9 chữ số, không phải “{value}”";
    UsageNumber: "“{text}” is not a number; write it like {like}" | "“{text}” không phải là số; đề nghị ghi như {like}";
    UsagePercent: "“{text}” is not a percentage; write it like 80%" | "“{text}” không phải là tỷ lệ phần trăm; đề nghị ghi như 80%";
    UsageRule: "“{text}” is no rule; it begins with one of: {known}"
        | "“{text}” không phải là cách tính điểm; cách tính bắt đầu bằng một trong các từ: {known}";
    UsageRulePart: "“{text}” is not understood; expected {known}" | "không hiểu “{text}”; yêu cầu {known}";
    UsageNoCall: "the request names no call" | "yêu cầu không nêu lệnh";
    UsageNoFramework: "the request names no framework" | "yêu cầu không nêu bộ tiêu chí";
    UsageFlags: "the flags of the request: {why}" | "tùy chọn của yêu cầu: {why}";
    UsagePart: "{key} of the request: {why}" | "{key} của yêu cầu: {why}";
    UsageRows: "{key} of the request: an array of objects, a row each, is expected here"
        | "{key} của yêu cầu: cần danh sách đối tượng, mỗi dòng một đối tượng";
    UsageRowsOnly: "{key} of the request: an array of objects, a row each; the form {form} is read by the command, not here"
        | "{key} của yêu cầu: cần danh sách đối tượng, mỗi dòng một đối tượng; dạng {form} chỉ đọc được bằng lệnh, không đọc được ở đây";
    UsageNoPrinted: "verify needs the printed text" | "lệnh kiểm chứng cần bảng đã in";
    UsageNoSeal: "the printed file carries no seal: give a result object, or a table with the line of its seal"
        | "tệp đã in không có mã kiểm chứng: đưa kết quả dạng dữ liệu, hoặc bảng có dòng mã kiểm chứng";
    UsageSealMajor: "the print is of version {printed}, this program of version {own}: another major version seals and may compute otherwise; verify the print with a program of its own version"
        | "bảng được in bằng phiên bản {printed}, chương trình này là phiên bản {own}: phiên bản chính khác có mã kiểm chứng khác và có thể tính khác; đề nghị kiểm chứng bằng chương trình cùng phiên bản";
    UsageSealUnread: "the line of the seal cannot be read: it holds version, seal and question, and nothing beside them"
        | "không đọc được dòng mã kiểm chứng: dòng này chỉ có phiên bản, mã kiểm chứng và tên lệnh, không có gì khác";
    UsageTwoPrints: "the file holds more than one print: verify takes exactly one, each in a file of its own"
        | "tệp có nhiều bảng đã in: mỗi lần chỉ kiểm chứng một bảng, mỗi bảng một tệp";
    UsageAfterPrint: "something stands after the print: verify takes exactly one print, and the seal ends it"
        | "có nội dung đứng sau bảng đã in: chỉ kiểm chứng đúng một bảng, kết thúc ở mã kiểm chứng";
    UsageVerdictSealed: "this is a verdict of verify: give the print that it speaks of"
        | "đây là kết quả của lệnh kiểm chứng: đưa chính bảng đã in mà kết quả này nói đến";
    UsageOtherSealed: "a result of {question} is verified by making it again from the same files: the seal must be the same"
        | "kết quả của {question} được kiểm chứng bằng cách lập lại từ các tệp đó: mã kiểm chứng phải như nhau";
    UsageYear: "the inputs hold nothing of {year}; known: {known}" | "số liệu không có {year}; hiện có: {known}";
    UsageRulers: "of several frameworks exactly one must be in force for {year}; given: {known}"
        | "trong các bộ tiêu chí đã nêu phải có đúng một bộ còn hiệu lực cho {year}; đã nêu: {known}";
    UsageOneFramework: "{call} takes earlier data under the same framework; compare crosses frameworks"
        | "{call} chỉ nhận số liệu trước theo cùng một bộ tiêu chí; khác bộ tiêu chí thì so sánh qua bảng chuyển đổi";
    UsageChannels: "the inputs hold several channels, name one with --channel: {known}"
        | "số liệu có nhiều kênh, cần chọn một bằng --channel: {known}";
    UsageGroup: "no unit is of the block {asked}; known: {known}" | "không có đơn vị nào thuộc khối {asked}; hiện có: {known}";
    UsageChannelsOf: "{year} has several channels, each a cohort of its own: {known}"
        | "{year} có nhiều kênh, mỗi kênh xếp hạng riêng: {known}";
    UsageChannel: "no input has the channel {asked}; known: {known}" | "số liệu không có kênh {asked}; hiện có: {known}";
    UsageNeedsEarlier: "{call} needs earlier inputs" | "{call} cần số liệu trước đó";
    UsageNoEarlier: "{call} takes no earlier inputs" | "{call} không nhận số liệu trước đó";
    UsageCrosswalk: "two frameworks, {old} and {new}, compare through a crosswalk only: par-index crosswalk drafts one"
        | "hai bộ tiêu chí {old} và {new} chỉ so sánh được qua bảng chuyển đổi; đề nghị lập bảng dự thảo trước";
    UsageNothingNow: "the inputs hold no unit of {year}; the earlier ones are of {known}"
        | "số liệu không có đơn vị nào của {year}; số liệu trước đó là của {known}";
    YearAsked: "the year itself" | "năm cần so sánh";
    YearsUnstated: "no stated year" | "năm chưa ghi rõ";
    UsageNothingOf: "the earlier inputs hold nothing of {year}" | "số liệu trước đó không có {year}";
    UsagePeriods: "year {year} and period {period} say different things" | "năm {year} và kỳ {period} không khớp nhau";
    UsageNoPeriodBefore: "the earlier inputs hold no such period before {year}" | "số liệu trước đó không có kỳ cùng loại nào trước {year}";
    UsageNothingBefore: "the earlier inputs hold nothing before {year}" | "số liệu trước đó không có năm nào trước {year}";
    UsageFlagWords: "{key} “{found}”: this value is not possible here; expected {known}"
        | "{key} “{found}”: giá trị này không dùng được; yêu cầu {known}";
    UsageFlagValue: "{key} “{found}”: this value is not possible here; {why}"
        | "{key} “{found}”: giá trị này không dùng được; {why}";
    UsageUnknownCall: "there is no question “{call}”{near}; known: {known}"
        | "không có lệnh “{call}”{near}; hiện có: {known}";
    UsageForeign: "{call} takes no {key}; it belongs to {calls}" | "{call} không có tùy chọn {key}; tùy chọn này thuộc {calls}";
    UsageTakesNo: "{call} takes no {key}" | "{call} không có tùy chọn {key}";
    UsageNeeds: "{call} needs {key}" | "lệnh {call} cần có {key}";
    UsageNeedsReason: "a correction needs a reason: --reason TEXT" | "cần nêu lý do đính chính (điều chỉnh) kết quả: --reason NỘI DUNG";
    UsageNeedsOne: "{call} needs one of {keys}" | "{call} cần một trong: {keys}";
    UsageBy: "{call} goes by {key}" | "{call} chỉ theo {key}";
    UsageAmount: "amount is a percentage from 0 to 100 with at most two places"
        | "mức biến động từ 0 đến 100 phần trăm, tối đa hai chữ số thập phân";
    UsageReplicates: "there is at least 1 replicate" | "số lần lặp ít nhất là 1";
    UsageVaryFields: "fields are left out one by one: no amount, replicates or seed"
        | "lần lượt bỏ từng lĩnh vực: không có mức biến động, số lần lặp";
    UsageBelow: "below is a percentage from 0 to 100" | "ngưỡng từ 0 đến 100 phần trăm";
    UsageUnitOrEach: "weak takes a unit or each, not both" | "chọn một đơn vị hoặc từng đơn vị, không chọn cả hai";
    UsageWeakByLead: "weak by lead is one list by points lost: no each, no order"
        | "theo cơ quan chủ trì chỉ có một danh sách theo điểm mất: không tách từng đơn vị, không đổi thứ tự";
    UsageWeakRepeat: "weak by repeat or peer-gap is of one unit, or each"
        | "thứ tự theo số năm hoặc theo trung vị cần một đơn vị, hoặc từng đơn vị";
    UsageSet: "“{text}” is not CODE=POINTS, such as 1.3=2" | "“{text}” không đúng dạng mã = điểm, ví dụ 1.3=2";
    // Plans: what to do, by whom, by when.
    UsageNoEfforts: "{call} takes no efforts" | "lệnh {call} không dùng bảng giải pháp";
    UsagePlanNode: "plan takes node beside target only" | "lệnh plan chỉ dùng node cùng với target";
    UsageFrontier: "frontier takes neither fix nor capacity" | "frontier không dùng cùng với fix hoặc capacity";
    UsageOtherRuler: "what was made for the framework {given} does not hold for {own}"
        | "số liệu lập theo bộ tiêu chí {given} không dùng được cho {own}";
    UsageOtherNode: "the node {node} is not one of the framework {own}"
        | "mã {node} không thuộc bộ tiêu chí {own}";
    UsageOtherSums: "the sums are of other units, or were made before some were added"
        | "các tổng này của đơn vị khác hoặc được lập trước khi bổ sung đơn vị";
    UsageNotInSums: "the sums do not hold what shall be taken out of them"
        | "các tổng này không có phần cần trừ ra";
    UsageUnitTwice: "the unit {unit} is there already" | "đơn vị {unit} đã có trong danh sách";
    UsageColumnLeaves: "{unit} has {count} values for {leaves} components"
        | "{unit} có {count} giá trị cho {leaves} tiêu chí thành phần";
    UsageColumnPoints: "{unit}: no rule gives {points} points at {node}"
        | "{unit}: cách tính điểm của {node} không cho {points} điểm";
    UsageNotBefore: "{given} is not before {own}: earlier periods are of the same kind, each given once"
        | "{given} không trước {own}: các kỳ trước phải cùng loại và chỉ nêu một lần";
    UsageOtherBasis: "the earlier units are scored on another basis: {given}, not {own}"
        | "các kỳ trước được tính theo căn cứ khác: {given}, không phải {own}";
    UsageRankOne: "ranks begin with 1" | "hạng bắt đầu từ 1";
    UsagePlanGoal: "plan needs one of target, grade, rank, budget, frontier"
        | "lệnh plan cần một trong các tùy chọn target, grade, rank, budget, frontier";
    UsageFix: "“{text}” is no step; write it like 1.3 or 1.3=2" | "“{text}” không phải là giải pháp; đề nghị ghi như 1.3 hoặc 1.3=2";
    UsageCapacity: "“{text}” is no capacity; write it like noi-vu=20" | "“{text}” không phải là khối lượng của cơ quan; đề nghị ghi như noi-vu=20";
    PlanFewer: "{what}: {n} fewer" | "giảm {n} {what}";
    PlanWholeOf: "{needed} (the whole as stated with the {stage})" | "{needed} (tổng số theo {stage})";
    PlanStopped: "The capacity of {agencies} keeps it out of reach."
        | "Không đạt được do giới hạn khối lượng công việc của {agencies}.";
    PlanFar: "{needed}: more than the whole period brought ({done})"
        | "{needed}: nhiều hơn số đã làm trong cả kỳ ({done})";
    PlanYes: "to be answered yes" | "cần thực hiện nội dung này";
    PlanTitleTarget: "CHEAPEST REPAIRS OF {unit} TO {goal}" | "PHƯƠNG ÁN TỐN ÍT CÔNG SỨC NHẤT CỦA {unit} ĐỂ ĐẠT {goal}";
    PlanTitleNode: "CHEAPEST REPAIRS OF {unit} TO {goal} IN {node}"
        | "PHƯƠNG ÁN TỐN ÍT CÔNG SỨC NHẤT CỦA {unit} ĐỂ MỤC {node} ĐẠT {goal}";
    PlanTitleGrade: "CHEAPEST REPAIRS OF {unit} TO GRADE {goal}" | "PHƯƠNG ÁN TỐN ÍT CÔNG SỨC NHẤT CỦA {unit} ĐỂ XẾP LOẠI {goal}";
    PlanTitleRank: "CHEAPEST REPAIRS OF {unit} TO RANK {goal}" | "PHƯƠNG ÁN TỐN ÍT CÔNG SỨC NHẤT CỦA {unit} ĐỂ LÊN HẠNG {goal}";
    PlanTitleBudget: "BEST REPAIRS OF {unit} WITHIN AN EFFORT OF {goal}"
        | "PHƯƠNG ÁN NHIỀU ĐIỂM NHẤT CỦA {unit} TRONG KHỐI LƯỢNG CÔNG VIỆC {goal}";
    PlanReached: "The goal is reached. Steps: {steps}, effort: {effort}."
        | "Đạt mục tiêu. Số giải pháp: {steps}, khối lượng công việc: {effort}.";
    PlanNothing: "The goal is reached already: nothing to do." | "Đã đạt mục tiêu: không cần thêm giải pháp.";
    PlanBudget: "Steps: {steps}, effort: {effort} of {goal}." | "Số giải pháp: {steps}, khối lượng công việc: {effort}/{goal}.";
    PlanOverBudget: "The fixed steps alone take {effort}, more than {goal}. Steps: {steps}."
        | "Riêng các giải pháp bắt buộc đã cần {effort}, vượt {goal}. Số giải pháp: {steps}.";
    PlanRequired: "what it requires is out of reach" | "nội dung cần có không thực hiện được";
    PlanAnyStep: "any step" | "mức nào";
    PlanLevel: "the step to {points}" | "mức {points}";
    PlanEveryLevel: "every level" | "mọi mức";
    PlanHeldOut: "it is held out as well" | "mục này cũng đang bị loại ra";
    PlanLate: "its steps were due before the day asked about" | "các mức đều đã quá thời hạn so với ngày đang xét";
    PlanLaterOnly: "its steps are due after the period asked about" | "các mức đều có thời hạn sau kỳ đang xét";
    PlanLater: "Left for the next period, due after {period}: steps {steps}, each from where the unit stands"
        | "Để sang kỳ sau, thời hạn sau {period}: {steps} giải pháp, mỗi giải pháp tính từ mức hiện tại";
    PlanAbove: "it has the value of the unit above" | "mục này lấy theo đơn vị cấp trên";
    PlanOutside: "it is not part of {node}, which the plan is for" | "mục này không thuộc {node} là mục đang lập phương án";
    PlanSpoilt: "Not proven: rows of the table of efforts that do not count: {rows} ({steps})."
        | "Chưa chứng minh là tối ưu: số dòng của bảng giải pháp không tính: {rows} ({steps}).";
    PlanTorn: "Not proven: part of the table of efforts could not be read."
        | "Chưa chứng minh là tối ưu: có phần của bảng giải pháp không đọc được.";
    PlanFloors: "Below the floor of {grade}: {nodes}." | "Dưới mức sàn của {grade}: {nodes}.";
    PlanSurvey: "the survey decides it: with --with-survey it can be planned"
        | "do điều tra xã hội học quyết định: thêm --with-survey để lập phương án";
    PlanUnreachable: "Out of reach: {points} points are missing. How far one gets, with steps: {steps}, effort: {effort}."
        | "Không đạt được mục tiêu: còn thiếu {points} điểm. Mức cao nhất có thể, số giải pháp: {steps}, khối lượng công việc: {effort}.";
    PlanUnreachableLeast: "Proven out of reach: at least {points} points are missing. The best found, with steps: {steps}, effort: {effort}."
        | "Đã chứng minh là không đạt được mục tiêu: còn thiếu ít nhất {points} điểm. Phương án tốt nhất đã tìm được, số giải pháp: {steps}, khối lượng công việc: {effort}.";
    PlanOutOfReach: "Out of reach under these conditions. How far one gets, with steps: {steps}, effort: {effort}."
        | "Không đạt được mục tiêu với các điều kiện này. Mức cao nhất có thể, số giải pháp: {steps}, khối lượng công việc: {effort}.";
    PlanUnsettled: "No plan that reaches the goal was found; one may exist. The best found, with steps: {steps}, effort: {effort}."
        | "Chưa tìm được phương án đạt mục tiêu; có thể vẫn có. Phương án tốt nhất đã tìm được, số giải pháp: {steps}, khối lượng công việc: {effort}.";
    PlanProven: "Proven: no other choice of steps is better." | "Đã chứng minh là phương án tối ưu.";
    PlanBoundEffort: "Not proven: the search was cut short; no plan reaches the goal for less effort than {bound}."
        | "Chưa chứng minh là tối ưu: đã dừng tìm kiếm; không có phương án nào đạt mục tiêu với khối lượng ít hơn {bound}.";
    PlanBoundGain: "Not proven: the search was cut short; no plan brings more than {bound} points."
        | "Chưa chứng minh là tối ưu: đã dừng tìm kiếm; không có phương án nào tăng hơn {bound} điểm.";
    PlanMostUnproven: "The most that can be reached is not proven: the search was cut short; no plan brings more than {bound} points."
        | "Chưa chứng minh đây là mức cao nhất: đã dừng tìm kiếm; không có phương án nào tăng hơn {bound} điểm.";
    PlanNotProven: "Not proven: the search was cut short." | "Chưa chứng minh là tối ưu: đã dừng tìm kiếm.";
    PlanSkipped: "Left out: {leaves}, which the survey decides (--with-survey counts them)."
        | "Không tính {leaves} do qua điều tra xã hội học (thêm --with-survey để tính).";
    PlanConditions: "Conditions between steps, or capacities, are not weighed here: a line may promise too much."
        | "Chưa xét điều kiện giữa các giải pháp hoặc khả năng của cơ quan: kết quả ở từng dòng có thể cao hơn thực tế.";
    PlanProvenOut: "Proven: no choice of steps reaches the goal." | "Đã chứng minh: không có phương án nào đạt mục tiêu.";
    PlanNodeAfter: "{node}: {before} → {after}" | "{node}: {before} → {after}";
    PlanWith: "with {agencies}" | "phối hợp: {agencies}";
    PlanNobody: "no lead agency yet" | "chưa phân công cơ quan chủ trì";
    PlanSum: "{lead}: {gain} points · effort {effort} · steps {steps}" | "{lead}: {gain} điểm · khối lượng {effort} · {steps} giải pháp";
    PlanEffort: "effort {effort}" | "khối lượng {effort}";
    PlanBy: "by {due}" | "thời hạn {due}";
    PlanProduct: "product: {product}" | "sản phẩm: {product}";
    WhyTitle: "WHY THESE STEPS" | "VÌ SAO CHỌN CÁC GIẢI PHÁP NÀY";
    WhyFront: "WHAT EACH EFFORT BUYS" | "MỖI MỨC KHỐI LƯỢNG ĐẠT ĐƯỢC GÌ";
    ColIndexWithout: "index without" | "chỉ số nếu không làm";
    ColRankWithout: "rank without" | "hạng nếu không làm";
    ColInstead: "best plan without it" | "phương án tốt nhất nếu không làm";
    WhyAsked: "the step was asked for" | "giải pháp bắt buộc";
    WhyPlanEffort: "effort {effort}" | "khối lượng {effort}";
    WhyPlanGain: "{gain} points for effort {effort}" | "{gain} điểm, khối lượng {effort}";
    WhyPlanNone: "the goal is out of reach" | "không đạt được mục tiêu";
    WhyPlanNotFound: "no plan that reaches the goal was found" | "chưa tìm được phương án đạt mục tiêu";
    WhyThrough: "{plan}, with {steps}" | "{plan}, chọn {steps}";
    WhyUnproven: "{plan} (the best found, not proven)" | "{plan} (tốt nhất đã tìm được, chưa chứng minh)";
    WhyBudget: "Of the budget of {most} the plan takes {used}: {said}."
        | "Phương án dùng {used} trong khối lượng {most}: {said}.";
    WhyCapacity: "{who} takes on {used} of {most}: {said}." | "{who} đảm nhận {used} trong khối lượng {most}: {said}.";
    WhyMostItems: "No step that needs more items than {most}: {said}."
        | "Chỉ lấy giải pháp cần làm thêm không quá {most}: {said}.";
    WhyFree: "without this limit the plan would be no better" | "bỏ giới hạn này cũng không tốt hơn";
    WhyUnknown: "whether this limit keeps the plan from being better is not known"
        | "chưa biết giới hạn này có cản trở phương án hay không";
    WhyOneMore: "one unit more gives {plan}" | "thêm 1 đơn vị thì {plan}";
    WhyOneNothing: "one unit more changes nothing, without this limit {plan}"
        | "thêm 1 đơn vị chưa thay đổi gì, bỏ giới hạn này thì {plan}";
    WhyOneUnknown: "what one unit more changes is not known, without this limit {plan}"
        | "chưa biết thêm 1 đơn vị thay đổi gì, bỏ giới hạn này thì {plan}";
    WhyMostPercent: "The bound on the part of its whole that a step may need: without it {plan}."
        | "Giới hạn tỷ lệ cần làm thêm: bỏ giới hạn này thì {plan}.";
    WhyFixed: "{step} was asked for: without that {plan}." | "Mục {step} bắt buộc thực hiện: nếu không bắt buộc thì {plan}.";
    WhyHeldOut: "{step} is held out: with it {plan}." | "Mục {step} bị loại ra: nếu được thực hiện thì {plan}.";
    WhyRequires: "{step} requires {others}: without that {plan}." | "{step} cần có {others}: bỏ điều kiện này thì {plan}.";
    WhyExcludes: "{step} rules out {others}: without that {plan}."
        | "{step} không thực hiện cùng {others}: bỏ điều kiện này thì {plan}.";
    WhyConditions: "The conditions between steps together: without them {plan}."
        | "Các điều kiện giữa các giải pháp: bỏ tất cả thì {plan}.";
    WhyEqual: "Other choices of steps that do as well: {count}." | "Số phương án khác tốt ngang: {count}.";
    WhyEqualLeast: "Other choices of steps that do as well: at least {count}." | "Số phương án khác tốt ngang: ít nhất {count}.";
    BlockTitle: "BEST REPAIRS LED BY {lead} WITHIN AN EFFORT OF {budget} OVER ALL UNITS"
        | "PHƯƠNG ÁN NHIỀU ĐIỂM NHẤT DO {lead} CHỦ TRÌ TẠI CÁC ĐƠN VỊ TRONG KHỐI LƯỢNG {budget}";
    BlockTitleGrade: "MOST UNITS TO GRADE {grade} LED BY {lead} WITHIN AN EFFORT OF {budget}"
        | "PHƯƠNG ÁN DO {lead} CHỦ TRÌ ĐỂ NHIỀU ĐƠN VỊ NHẤT XẾP LOẠI {grade} TRONG KHỐI LƯỢNG {budget}";
    BlockSum: "Units: {units} of {weighed}, steps: {steps}, effort: {effort} of {budget}, points: {gain}."
        | "Số đơn vị: {units}/{weighed}, số giải pháp: {steps}, khối lượng công việc: {effort}/{budget}, điểm: {gain}.";
    BlockGraded: "Units with this grade or a better one: {before} → {after}."
        | "Số đơn vị đạt xếp loại này hoặc cao hơn: {before} → {after}.";
    BlockBound: "Not proven: the search was cut short; no choice brings it to more units than {bound}."
        | "Chưa chứng minh là tối ưu: đã dừng tìm kiếm; không có phương án nào để hơn {bound} đơn vị đạt.";
    BlockNotPlanned: "No plan can be made for: {units} (errors, no report, or points still open)."
        | "Không lập được phương án cho: {units} (có lỗi, chưa báo cáo hoặc còn điểm để ngỏ).";
    BlockUnit: "{unit}: {gain} points · effort {effort} · {before} → {after}"
        | "{unit}: {gain} điểm · khối lượng {effort} · {before} → {after}";
    UsagePlanWhy: "why stands beside a goal, not beside frontier" | "why dùng cùng với mục tiêu, không dùng cùng với frontier";
    UsagePlanBlock: "plan with lead and without unit takes budget, beside it only grade, without, capacity, most_items, most_percent, on, with_survey"
        | "lệnh plan có lead mà không có unit cần budget, kèm theo chỉ dùng grade, without, capacity, most_items, most_percent, on, with_survey";
    UsagePlanQuartile: "grades that units have by comparison with each other cannot be planned for over all units"
        | "không lập phương án chung cho mọi đơn vị theo xếp loại so sánh giữa các đơn vị";
    UsagePlanBlockCapacity: "plan with lead takes no capacity beside grade" | "lệnh plan có lead không dùng capacity cùng với grade";
    ColGain: "gain" | "tăng";
    ColEffort: "effort" | "khối lượng";
    FrontTitle: "WHAT AN EFFORT BUYS: {unit}" | "KHỐI LƯỢNG CÔNG VIỆC VÀ KẾT QUẢ: {unit}";
    FrontSum: "Every effort that brings more than a smaller one: {count}." | "Các mức khối lượng mà kết quả tốt hơn mức nhỏ hơn: {count}.";
    ColPointsAfter: "points" | "điểm đạt";

    // The forecast during a year.
    ForecastTitlePeriod: "IF THE PERIOD ENDED ON {day}: {unit}" | "NẾU KẾT THÚC KỲ VÀO NGÀY {day}: {unit}";
    ForecastTitle: "IF THE YEAR ENDED ON {day}: {unit}" | "NẾU KẾT THÚC NĂM VÀO NGÀY {day}: {unit}";
    ForecastIndex: "Index {index}: {obtained} of {possible} points; at risk {risk}"
        | "Chỉ số {index}: {obtained}/{possible} điểm; có nguy cơ mất {risk}";
    ForecastBounds: "Index between {from} and {to}: {obtained} of {possible} points so far; at risk {risk}"
        | "Chỉ số trong khoảng {from} đến {to}: {obtained}/{possible} điểm đến nay; có nguy cơ mất {risk}";
    ForecastNothing: "Nothing can be counted yet." | "Chưa có số liệu để tính.";
    ForecastSet: "Stages dated later and not counted: {later}; without a date and counted: {undated}."
        | "Số liệu ghi sau ngày này, không tính: {later}; không ghi ngày, vẫn tính: {undated}.";
    ForecastSelf: "What waits for appraisal is open; --basis self counts what the unit reports."
        | "Nội dung chưa thẩm định để ngỏ; thêm --basis self để tính theo điểm tự đánh giá.";
    RankAwaits: "No unit is ranked yet: {units} reported and wait for appraisal. --basis self ranks by self scores; form --stage appraised makes the appraisers' forms."
        | "Chưa xếp hạng được: {units} đơn vị đã tự chấm, chưa có điểm thẩm định. Thêm --basis self để xem theo điểm tự đánh giá; lập biểu cho cơ quan thẩm định bằng lệnh form --stage appraised.";
    ForecastSmall: "1 item = {pct} %" | "1 việc = {pct}%";
    ColRisk: "at risk" | "nguy cơ";
    ColNeeded: "still needed" | "còn thiếu";

    // PAPI, where points are the main figure, fields are dimensions and grades are quartile groups.
    PageTitlePapi: "PAPI {year} — {unit}" | "CHỈ SỐ PAPI {year} — {unit}";
    BasisSurvey: "survey points" | "điểm điều tra xã hội học";
    HeadIndexPoints: "Index {index} of {possible} points ({ratio})" | "Chỉ số {index}/{possible} điểm ({ratio})";
    HeadBoundsPoints: "Index between {from} and {to} of {possible} points"
        | "Chỉ số trong khoảng {from} đến {to}/{possible} điểm";
    HeadGroup: "group {grade}" | "nhóm {grade}";
    CompareBeforeRatio: "before, %" | "trước, %";
    CompareAfterRatio: "after, %" | "sau, %";
    VersusPoints: "index {own} against {other}: {apart} points"
        | "chỉ số {own} so với {other}: {apart} điểm";
    WhatIfSumOfPoints: "Together {gain} points, which the index counts as they are ({change} percentage points)"
        | "Cộng {gain} điểm vào chỉ số ({change} điểm phần trăm)";
    RankNoFigures: "no figures; not ranked" | "không có số liệu";
    RankOpenPoints: "incomplete: {from}–{to}" | "chưa đủ số liệu: {from}–{to}";
    RankAheadPoints: "like rank {rank}; {margin} ahead" | "như hạng {rank}; hơn {margin}";
    ColToNextPoints: "to next" | "cần thêm";
    ColPoints: "points" | "điểm";
    ColGroup: "group" | "nhóm";
    FieldsTitlePapi: "SCORECARD BY DIMENSION" | "KẾT QUẢ THEO NỘI DUNG";
    WeakTitlePapi: "WEAKEST, BY POINTS LOST" | "NỘI DUNG MẤT NHIỀU ĐIỂM NHẤT";
    WeakTitleAttainmentPapi: "WEAKEST, BY ATTAINMENT" | "NỘI DUNG ĐẠT TỶ LỆ THẤP NHẤT";
    TableDimensions: "UNITS BY DIMENSION: {what} ({units} units)"
        | "KẾT QUẢ THEO CHỈ SỐ NỘI DUNG: {what} ({units} đơn vị)";
    TableSubs: "UNITS BY SUB-DIMENSION: {what} ({units} units)"
        | "KẾT QUẢ THEO NỘI DUNG THÀNH PHẦN: {what} ({units} đơn vị)";

    // Several indices side by side.
    TogetherTitle: "THE INDICES SIDE BY SIDE" | "CÁC CHỈ SỐ ĐẶT CẠNH NHAU";
    ColYear: "year" | "năm";
    ColPeriod: "period" | "kỳ";
    ColAsOf: "as of" | "số liệu đến";
    ColChanged: "change" | "thay đổi";
    TrendTitle: "INDEX BY PERIOD" | "CHỈ SỐ QUA CÁC KỲ";
    TrendMean: "mean of the ranked units" | "trung bình các đơn vị được xếp hạng";
    TrendMeanOf: "mean of {block}" | "trung bình {block}";
    TogetherOpen: "open" | "chưa đủ";
    TogetherApart: "Each index has a scale of its own: points lost in one are never added to those of another."
        | "Mỗi chỉ số có thang điểm riêng: không cộng điểm mất của chỉ số này với chỉ số khác.";
    TogetherAbove: "* of the unit above, which the index measures" | "* của đơn vị cấp trên, nơi chỉ số được đo";
    ConcernNobody: "No lead yet" | "Chưa giao cơ quan chủ trì";
    RoleLead: "lead" | "chủ trì";
    RoleCooperating: "helps" | "phối hợp";
    ConcernUnits: "{count} of {units} below the maximum" | "{count}/{units} đơn vị chưa đạt tối đa";

    // Calls that name a crosswalk, or concern several indices.
    UsageCrosswalkEmbedded: "two frameworks, {old} and {new}, compare through a crosswalk only: {id} is embedded"
        | "hai bộ tiêu chí {old} và {new} chỉ so sánh được qua bảng chuyển đổi; có sẵn {id}";
    UsageCrosswalkUnknown: "there is no embedded crosswalk “{id}”{near}; known: {known}"
        | "không có bảng chuyển đổi “{id}”{near}; hiện có: {known}";
    UsageCrosswalkOther: "the crosswalk {id} does not lead from {old} to {new}"
        | "bảng chuyển đổi {id} không nối từ {old} đến {new}";
    UsageNothing: "the inputs hold nothing" | "không có số liệu";
    UsageWithByLead: "{call} takes {key} only where it goes by lead" | "{call} chỉ nhận {key} khi lập theo cơ quan chủ trì";
    // Directives: what a letter orders, and how far it is carried out.
    UsageDirective: "there is no embedded directive “{id}”{near}; known: {known}"
        | "không có văn bản chỉ đạo “{id}”{near}; hiện có: {known}";
    UsageNoDirective: "the request names no directive" | "yêu cầu không nêu văn bản chỉ đạo";
    GoalRaise: "gain ranks" | "tăng thứ hạng";
    GoalHold: "keep up" | "giữ vững kết quả";
    GoalReach: "reach" | "đạt chỉ tiêu";
    GoalDo: "do" | "thực hiện";
    StateDone: "done" | "đã hoàn thành";
    BeyondZero: "more than 0" | "lớn hơn 0";
    BelowHundred: "less than 100" | "nhỏ hơn 100";
    StateNoCase: "no case arose" | "không phát sinh";
    StateInProgress: "in progress" | "đang thực hiện";
    StateDueSoon: "due soon" | "sắp đến hạn";
    StateOverdue: "overdue" | "quá hạn";
    StateNotDue: "not due" | "chưa đến hạn";
    StateUnmeasurable: "unmeasurable" | "chưa có căn cứ đánh giá";
    DirectivesTitle: "DIRECTIVE" | "VĂN BẢN CHỈ ĐẠO";
    DirectiveSome: "{some} of {count}" | "{some}/{count}";
    DirectiveHead: "{id} ({provenance}, {hash}), signed {issued}; orders and requests: {count}"
        | "{id} ({provenance}, {hash}), ban hành ngày {issued}; số nhiệm vụ: {count}";
    ColIssued: "signed" | "ngày ban hành";
    ColObligations: "orders" | "số nhiệm vụ";
    ColParagraph: "item" | "mục";
    ColOrdered: "what is ordered" | "nội dung chỉ đạo";
    ColDue: "due" | "thời hạn";
    ColResult: "goal: result" | "mục tiêu: kết quả";
    RequestMark: "(request)" | "(đề nghị)";
    SlipsTitle: "WHAT TO LOOK AT AGAIN IN THE LETTER" | "NỘI DUNG CẦN XEM LẠI TRONG VĂN BẢN";
    SlipsSum: "Errors: {errors}, warnings: {warnings}; orders and requests: {count}."
        | "Số lỗi: {errors}, cảnh báo: {warnings}; số nhiệm vụ: {count}.";
    UntouchedTitle: "WEAK CRITERIA{year} THAT NO PARAGRAPH TOUCHES (below {below})"
        | "TIÊU CHÍ, TIÊU CHÍ THÀNH PHẦN ĐẠT THẤP{year} MÀ VĂN BẢN CHƯA ĐỀ CẬP (dưới {below})";
    UntouchedNone: "No criterion below {below}{year} is left out of the letter."
        | "Không có tiêu chí nào dưới {below}{year} mà văn bản chưa đề cập.";
    UntouchedUnknown: "No unit has figures: nobody can tell which criteria were weak."
        | "Chưa đơn vị nào có số liệu nên chưa xác định được tiêu chí đạt thấp.";
    OfYear: " OF {year}" | " {year}";
    InYear: " in {year}" | " {year}";
    StatusTitle: "STANDING ON {on}" | "TÌNH HÌNH THỰC HIỆN ĐẾN NGÀY {on}";
    StatusLeads: "BY LEAD AGENCY" | "THEO CƠ QUAN CHỦ TRÌ";
    StatusFields: "BY FIELD" | "THEO LĨNH VỰC";
    StatusNoField: "none named" | "không nêu lĩnh vực";
    ColAll: "all" | "tổng";
    ShortDone: "done" | "xong";
    ShortNoCase: "no case" | "không phát sinh";
    ShortInProgress: "under way" | "đang làm";
    ShortDueSoon: "due soon" | "sắp hạn";
    ShortOverdue: "overdue" | "quá hạn";
    ShortNotDue: "not due" | "chưa hạn";
    ShortUnmeasurable: "unmeas." | "chưa đo";
    ResultShare: "{done} of {of}, {pct}" | "{done}/{of}, {pct}";
    ResultCount: "{done} of {of}" | "{done}/{of}";
    ResultMore: "{result}; {n} more" | "{result}; thiếu {n}";
    DoneLate: "{state}, late" | "{state}, chậm";
    PaperRepair: "REPORT ON THE REPAIR OF LOW CRITERIA AND COMPONENTS, {year}"
        | "BÁO CÁO KẾT QUẢ KHẮC PHỤC TIÊU CHÍ, TIÊU CHÍ THÀNH PHẦN ĐẠT ĐIỂM THẤP {year}";
    PaperRaise: "PLAN TO RAISE THE INDEX BY FIELD, {year}"
        | "KẾ HOẠCH NÂNG CAO CHỈ SỐ CẢI CÁCH HÀNH CHÍNH THEO LĨNH VỰC {year}";
    PaperMonitoring: "MONITORING TABLE OF ORDERS AND REQUESTS, {year}"
        | "BẢNG THEO DÕI THỰC HIỆN NHIỆM VỤ {year}";
    PaperUnit: "Unit: {unit}" | "Đơn vị: {unit}";
    PaperAllUnits: "Units together: {count}" | "Cộng các đơn vị: {count}";
    PaperLead: "Lead agency: {lead}" | "Cơ quan chủ trì: {lead}";
    PaperBasis: "By {title} ({issued}); framework {id} ({provenance}, {hash})"
        | "Căn cứ: {title} ({issued}); bộ tiêu chí {id} ({provenance}, {hash})";
    PaperOn: "Standing on {on}" | "Tình hình đến ngày {on}";
    PaperDated: "Drawn up on {on}" | "Lập ngày {on}";
    PaperUntouched: "No paragraph speaks of it" | "Chưa có nhiệm vụ trong văn bản";
    PaperOrders: "Orders and requests" | "Nhiệm vụ được giao";
    PaperDrawn: "Drawn up by" | "Người lập biểu";
    PaperSigned: "Head of the agency" | "Thủ trưởng cơ quan";
    // The head and the end of official papers.
    OfficeState: "SOCIALIST REPUBLIC OF VIET NAM" | "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    OfficeMotto: "Independence - Freedom - Happiness" | "Độc lập - Tự do - Hạnh phúc";
    OfficeNumber: "No.: {number}" | "Số: {number}";
    OfficePlaceDay: "{place}, {day}" | "{place}, {day}";
    OfficeDay: "{day} / {month} / {year}" | "ngày {day} tháng {month} năm {year}";
    OfficeTo: "To: {to}" | "Kính gửi: {to}";
    OfficeCopies: "Copies to:" | "Nơi nhận:";
    OfficeFiled: "- On file, {blank}" | "- Lưu: VT, {blank}";
    OfficeReport: "REPORT" | "BÁO CÁO";
    OfficePlan: "PLAN" | "KẾ HOẠCH";
    OfficeNotice: "ANNOUNCEMENT" | "THÔNG BÁO";
    OfficeTable: "MONITORING TABLE" | "BẢNG THEO DÕI";
    OfficeSelf: "SELF-ASSESSMENT SHEET" | "PHIẾU TỰ ĐÁNH GIÁ";
    OfficeAppraisal: "APPRAISAL SHEET" | "PHIẾU THẨM ĐỊNH";
    SubjectRepair: "On the repair of low criteria and components, {year}"
        | "Kết quả khắc phục tiêu chí, tiêu chí thành phần đạt điểm thấp {year}";
    SubjectRaise: "To raise the PAR Index by field, {year}"
        | "Nâng cao Chỉ số cải cách hành chính theo lĩnh vực {year}";
    SubjectMonitoring: "Orders and requests, {year}" | "Thực hiện nhiệm vụ {year}";
    SubjectSelf: "PAR Index of {unit}, {year}" | "Chỉ số cải cách hành chính {year} của {unit}";
    SubjectAnnouncement: "PAR Index of the units, {year}"
        | "Kết quả Chỉ số cải cách hành chính {year} của các cơ quan, đơn vị, địa phương";
    SubjectCorrection: "Correction of the announced PAR Index of the units, {year}"
        | "Điều chỉnh kết quả Chỉ số cải cách hành chính {year} đã công bố của các cơ quan, đơn vị, địa phương";
    CorrectionUnits: "Units with corrected data: {changed}; units with another rank: {ranks}, of which without a change of their data: {moved}."
        | "Số đơn vị điều chỉnh số liệu: {changed}; số đơn vị thay đổi thứ hạng: {ranks}, trong đó không thay đổi số liệu: {moved}.";
    CorrectionOf: "It corrects {what}." | "Điều chỉnh kết quả đã công bố tại {what}.";
    CorrectionOfDated: "It corrects {what} of {day}." | "Điều chỉnh kết quả đã công bố tại {what} {day}.";
    CorrectionTitle: "BEFORE AND AFTER THE CORRECTION" | "KẾT QUẢ TRƯỚC VÀ SAU ĐIỀU CHỈNH";
    CorrectionReason: "Reason for the correction: {text}" | "Lý do điều chỉnh: {text}";
    SubjectRescaled: "PAR Index of {unit}, {year}: components that do not apply"
        | "Kết quả Chỉ số cải cách hành chính {year} của {unit}: tính theo điểm quy đổi do có tiêu chí không áp dụng";
    SubjectFall: "Why the PAR Index of {unit} changed: {before} to {year}"
        | "Nguyên nhân tăng, giảm điểm Chỉ số cải cách hành chính của {unit}: {year} so với {before}";
    SubjectNumber: "Explanation of {node} in the PAR Index of {unit}, {year}"
        | "Giải trình kết quả {node} trong Chỉ số cải cách hành chính {year} của {unit}";
    OfficeGround: "On the grounds of {what}" | "Căn cứ {what}";
    OfficeGroundDated: "On the grounds of {what} of {day}" | "Căn cứ {what} {day}";
    OfficeNumbered: "document no. {number}" | "Văn bản số {number}";
    OfficeDecision: "decision no. {number}" | "Quyết định số {number}";
    OfficeNoticeNumbered: "announcement no. {number}" | "Thông báo số {number}";
    OfficeResolution: "resolution no. {number}" | "Nghị quyết số {number}";
    OfficePlanNumbered: "plan no. {number}" | "Kế hoạch số {number}";
    OfficeInstruction: "directive no. {number}" | "Chỉ thị số {number}";
    OfficeDecree: "decree no. {number}" | "Nghị định số {number}";
    OfficeCircular: "circular no. {number}" | "Thông tư số {number}";
    OfficeLetter: "letter no. {number}" | "Công văn số {number}";
    OfficeAnnexed: "(To {kind} {number} by {issuer}; {day})" | "(Kèm theo {kind} số {number} {day} của {issuer})";
    OfficeAnnex: "ANNEX" | "PHỤ LỤC";
    SheetSurvey: "survey" | "điều tra xã hội học";
    SheetExplained: "explanation: {text}" | "giải trình: {text}";
    SheetCode: "Code" | "Mã";
    SheetDifference: "Difference" | "Chênh lệch";
    RescaledNothing: "Nothing is left out: the result is of the full maximum."
        | "Không có tiêu chí nào không áp dụng; kết quả tính trên toàn bộ điểm tối đa.";
    RescaledWhole: "{unit} has {obtained} of {possible} possible points, {ratio}; on the full maximum of {max} points that is {whole}. Left out: {sum} of {max} points."
        | "Kết quả của {unit}: đạt {obtained} điểm trên {possible} điểm tối đa được tính, tỷ lệ {ratio}; quy đổi theo thang {max} điểm là {whole} điểm. Tổng điểm tối đa của các tiêu chí không tính: {sum}/{max} điểm.";
    RescaledTitle: "COMPONENTS LEFT OUT" | "TIÊU CHÍ, TIÊU CHÍ THÀNH PHẦN KHÔNG TÍNH VÀO ĐIỂM TỐI ĐA";
    NumberHow: "The decision says: {text}" | "Cách tính điểm theo quyết định: {text}";
    NumberRule: "Rule: {text}" | "Quy tắc tính điểm: {text}";
    NumberEvidence: "Evidence asked for: {text}" | "Tài liệu kiểm chứng: {text}";
    NumberSource: "Source: {text}" | "Nguồn: {text}";
    NoticeUnits: "{units} units were assessed, {ranked} of them ranked."
        | "Số cơ quan, đơn vị, địa phương được đánh giá: {units}, trong đó được xếp hạng: {ranked}.";
    NoticeMean: "Mean index of those ranked: {mean}." | "Chỉ số trung bình của các đơn vị được xếp hạng: {mean}.";
    NoticeFirst: "Highest: {units}, {index}, rank {rank}." | "Cao nhất: {units}, {index}, hạng {rank}.";
    NoticeLast: "Lowest: {units}, {index}, rank {rank}." | "Thấp nhất: {units}, {index}, hạng {rank}.";
    NoticeGrade: "{grade}: {count} ({units})" | "{grade}: {count} đơn vị ({units})";
    NoticeUnranked: "Not ranked: {units}." | "Không xếp hạng: {units}.";
    NoticeRemarks: "Remarks: {units}." | "Ghi chú: {units}.";
    NoticeAnnex: "All figures stand in the annex." | "Kết quả chi tiết tại Phụ lục kèm theo.";
    FallIndex: "The index went from {before} to {after}, {change}: by what was done {performance}, by the ruler {ruler}, by bonus and deduction {bonus} (percentage points)."
        | "Chỉ số từ {before} thành {after}, tăng (giảm) {change}: do kết quả thực hiện {performance}, do đổi bộ tiêu chí {ruler}, điểm thưởng, trừ {bonus} (điểm phần trăm).";
    FallNothing: "There are no earlier figures of this unit to compare with." | "Không có số liệu kỳ trước của đơn vị để so sánh.";
    FallOtherRuler: "The two periods stand under two frameworks: components are not set side by side."
        | "Hai kỳ tính theo hai bộ tiêu chí khác nhau; không đối chiếu từng tiêu chí thành phần.";
    FallCauses: "LOST POINTS BY CAUSE" | "ĐIỂM MẤT THEO NGUYÊN NHÂN";
    FallComponents: "COMPONENTS WHOSE POINTS CHANGED" | "TIÊU CHÍ, TIÊU CHÍ THÀNH PHẦN TĂNG, GIẢM ĐIỂM";
    FallLost: "Lost in all" | "Cộng điểm mất";
    FallCause: "Cause" | "Nguyên nhân";
    FallComponent: "Criterion, component" | "Tiêu chí, tiêu chí thành phần";
    FallBefore: "Before" | "Kỳ trước";
    FallAfter: "Now" | "Kỳ này";
    FallChange: "Change" | "Tăng, giảm";
    FallLead: "Lead" | "Cơ quan chủ trì";
    FallWhy: "Why now" | "Nguyên nhân kỳ này";
    PaperBy: "¶{paragraph}" | "mục {paragraph}";
    PaperPer: "see ¶{paragraph}" | "theo mục {paragraph}";
    CopyOnly: "; it only gets a copy" | ", chỉ có trong phần Nơi nhận";
    ReportOf: "¶{paragraph} on {on}" | "mục {paragraph} ngày {on}";
    DueBefore: "before {day}" | "trước ngày {day}";
    DueUnusable: "{due} (cannot be met)" | "{due} (không khả thi)";
    GoalResult: "{goal}: {result}" | "{goal}: {result}";
    ResultThere: "done" | "đã có";
    ResultNotThere: "not yet" | "chưa có";
    PaperSum: "total" | "Cộng các tiêu chí nêu trên";
    PaperNoLead: "No lead agency in the framework" | "Bộ tiêu chí chưa phân công cơ quan chủ trì";
    PaperExtras: "Bonus and deduction" | "Điểm thưởng, điểm trừ";
    PaperUnlost: "Criteria without loss" | "Các tiêu chí không mất điểm";
    PaperLeftOut: "Left out: {units}." | "Chưa cộng: {units}.";
    PaperOpen: "Open: {open} points wait for a value ({units})." | "Chưa xác định: {open} điểm chưa có số liệu ({units}).";
    NothingLedHere: "{agency} leads nothing here." | "Không có nội dung nào do {agency} chủ trì.";
    UsageLetterRuler: "the letter speaks of the framework {own}, not of {given}"
        | "văn bản này dùng bộ tiêu chí {own}, không phải {given}";
    KnownIds: "one of {known}" | "một trong các mã {known}";
    NearAndKnownIds: "perhaps “{near}”; known: {known}" | "có thể là “{near}”; hiện có: {known}";
    StateNoDay: "no day set" | "không có thời hạn";
    StateImpossibleDay: "day cannot be met" | "thời hạn không khả thi";
    StatusDays: "No day set: {none}; days nobody can meet: {impossible}."
        | "Không có thời hạn: {none}; thời hạn không khả thi: {impossible}.";
    ReportedOn: "reported {day}" | "báo cáo ngày {day}";
    ReportedNote: "reported {day}: {note}" | "báo cáo ngày {day}: {note}";
    ShowHelpers: "with: {agencies}" | "phối hợp: {agencies}";
    ShowBase: "of: {base}" | "tính trên: {base}";
    ShowProduct: "yields: {product}" | "sản phẩm: {product}";
    ShowParents: "under: {documents}" | "căn cứ: {documents}";
    DateUnread: "is not a day of the calendar" | "không phải là ngày hợp lệ";
    DateAbsent: "is a day that does not exist" | "là ngày không tồn tại";
    StepMeasure: "to {to}: {measure}" | "đến {to}: {measure}";
    StepMeasureBy: "to {to}: {measure} ({due})" | "đến {to}: {measure} ({due})";
    PaperSilent: "No table could be drawn up; the report must be sent first." | "Chưa lập được biểu; cần gửi báo cáo trước.";
    PaperSelfPart: "The self-assessed column leaves out what a survey decides, and what was not claimed."
        | "Cột tự chấm chưa tính tiêu chí điều tra xã hội học và tiêu chí chưa tự chấm.";
    PaperMeasuresAtFault: "The table of measures has errors: rows of it are not in this paper."
        | "Bảng giải pháp có lỗi: biểu này chưa dùng các dòng sai.";
    PaperLedByOthers: "Of this, {lost} were lost at components that others lead: {codes}."
        | "Trong đó {lost} điểm mất thuộc tiêu chí do cơ quan khác chủ trì: {codes}.";
    NothingToRaise: "{agency} has nothing to raise or keep up in this letter; {paper} lists what it leads and lost."
        | "{agency} không được giao nâng hạng hoặc giữ vững nội dung nào trong văn bản này; điểm mất do cơ quan này chủ trì: xem {paper}.";

    // Sentences about surveys.
    SurveyAnswers: "answers" | "lượt trả lời";
    SurveyShare: "share" | "tỷ lệ";
    SurveyBetween: "{confidence} % between" | "tin cậy {confidence}%";
    SurveyPoints: "points" | "điểm";
    SurveyBallots: "ballots: {ballots}" | "phiếu thu về: {ballots}";
    SurveyRate: "ballots: {ballots} of {asked} asked ({rate})" | "phiếu thu về: {ballots}/{asked} phiếu phát ra ({rate})";
    SurveySilent: "no ballot came" | "chưa có phiếu thu về";
    SurveyRequired: "an error of {error} % among {population} needs {required}"
        | "sai số {error}% trong {population} người cần {required} phiếu";
    TargetAtLeast: "at least {target} %" | "từ {target}% trở lên";
    TargetAbove: "above {target} %" | "trên {target}%";
    TargetMet: "{goal}: met with {ratio}" | "{goal}: đạt, {ratio}";
    TargetNotMet: "{goal}: not met with {ratio}; more satisfied answers to every question: {fixed} in the same ballots, or {grows} in new ones"
        | "{goal}: chưa đạt, {ratio}; số lượt trả lời hài lòng cần thêm ở mỗi câu hỏi: {fixed} nếu tổng số phiếu không đổi, {grows} nếu là phiếu mới";
    TargetInError: "{goal}: not known, data in error" | "{goal}: chưa xác định được vì số liệu có lỗi";
    TargetUnasked: "{goal}: not known, leaves without a question: {count}" | "{goal}: chưa xác định được, số tiêu chí chưa có câu hỏi: {count}";
    TargetOpen: "{goal}: not known while answers are missing" | "{goal}: chưa xác định khi còn thiếu lượt trả lời";
    SatisfactionTitle: "SATISFACTION, {unit}" | "MỨC ĐỘ HÀI LÒNG, {unit}";
    SatisfactionTotal: "overall" | "hài lòng chung";
    ChannelRegular: "at the desk" | "tại Một cửa";
    ChannelOnline: "online" | "trực tuyến";
    ChannelSurprise: "surprise" | "đột xuất";
    WeakNoPeers: "No median stands beside: it takes three units, and fewer are scored here."
        | "Chưa so với trung vị: cần ít nhất ba đơn vị có điểm.";
    CompareApart: "Change and its parts in percentage points of the total; points beside."
        | "Tăng/giảm và các phần tính bằng điểm phần trăm của tổng; điểm số đặt bên cạnh.";
    UsageSurveySealed: "a survey is verified by counting its ballots again with the same options: the seal must be the same"
        | "kết quả điều tra được kiểm chứng bằng cách tổng hợp lại các phiếu với cùng tùy chọn: mã kiểm chứng phải như nhau";
    TargetNotMetByGroup: "{goal}: not met with {ratio}; more satisfied answers to every question in each group: {fixed} in the same ballots, or {grows} new ballots of each group ({groups})"
        | "{goal}: chưa đạt, {ratio}; số lượt trả lời hài lòng cần thêm ở mỗi câu hỏi của từng nhóm: {fixed} nếu tổng số phiếu không đổi, {grows} phiếu mới của từng nhóm ({groups})";
    TargetNever: "(cannot be reached)" | "(không thể đạt)";
    TargetUnreachable: "{goal}: not met with {ratio}; it cannot be reached" | "{goal}: chưa đạt, {ratio}; không thể đạt";
    TargetTooFew: "too many new ones: only {left} people have not answered" | "không đủ phiếu mới: chỉ còn {left} người chưa trả lời";
    SurveyNoGroup: "without a group" | "chưa ghi nhóm";
    ChannelNone: "no channel" | "chưa ghi kênh";
    ConcernLeads: "Reconstructed: {frameworks}; so may be who leads there. The sources of the nodes say from what; check before work is given out."
        | "Bộ tiêu chí phục dựng: {frameworks}; phân công chủ trì ở đó có thể cũng là phục dựng. Nguồn ghi ở từng mục của bộ tiêu chí; kiểm tra trước khi giao việc.";
    TargetTooFewOf: "too many new ones: only {left} people of {group} have not answered"
        | "không đủ phiếu mới: nhóm {group} chỉ còn {left} người chưa trả lời";
    TargetTooFewAll: "too many new ones, {sum} in all: only {left} people have not answered"
        | "không đủ phiếu mới, tổng cộng {sum}: chỉ còn {left} người chưa trả lời";
    SurveyAllGroups: "all groups" | "tất cả các nhóm";
    SurveyNobody: "nobody to ask" | "không có người để hỏi";
    RatioJustBelow: "{ratio} (just below)" | "{ratio} (thấp hơn một chút)";
    RatioJustAbove: "{ratio} (just above)" | "{ratio} (cao hơn một chút)";
    TogetherScale: "{points}/{possible}" | "{points}/{possible}";
}

impl Phrase {
    /// The sentence in one language, with its placeholders filled.
    pub(crate) fn say(self, lang: Lang, args: &[(&'static str, Arg)]) -> String {
        fill(self.template(lang), args, lang)
    }

    /// The sentence in both languages, with its placeholders filled.
    pub(crate) fn text(self, args: &[(&'static str, Arg)]) -> Text {
        Text { vi: self.say(Lang::Vi, args), en: self.say(Lang::En, args) }
    }

    /// The template itself, for words without placeholders.
    pub(crate) fn word(self, lang: Lang) -> &'static str {
        self.template(lang)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use unicode_normalization::is_nfc;

    use super::*;

    fn places(template: &str) -> BTreeSet<&str> {
        template.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
    }

    #[test]
    fn both_languages_fill_the_same_places() {
        // Phrases in which one language leaves a number to its column, or a noun to the name of the
        // row.
        let shorter = [Phrase::WhySurvey, Phrase::WhyPoints, Phrase::WhyPenalty];
        for phrase in Phrase::ALL {
            let (en, vi) = (places(phrase.template(Lang::En)), places(phrase.template(Lang::Vi)));
            assert!(en == vi || shorter.contains(phrase), "{phrase:?}");
            assert!(is_nfc(phrase.template(Lang::Vi)), "{phrase:?}");
        }
    }
}
