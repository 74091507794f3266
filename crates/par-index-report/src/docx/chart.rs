//! A chart as a file of the package that Word draws itself: it stays sharp, and an editor of the
//! document may change it. No colour carries a meaning that patterns and texts do not carry too.

use std::fmt::Write as _;

use super::xml::{DECLARED, DRAWING, OFFICE, escaped};
use crate::chart::{Fill, Form, Plot, Series};

/// How many units of pictures (EMU) make a twentieth of a point.
const UNITS: u32 = 635;
/// The greatest width of a chart, in twentieths of a point: one line of a portrait sheet.
const WIDEST: u32 = 9_355;
/// The height of a bar, and the height a chart needs beside its bars, in twentieths of a point.
const BAR: u32 = 250;
const BESIDE: u32 = 560;
/// The height of one rank in a chart of ranks, in twentieths of a point.
const RANK: u32 = 320;
/// The greatest height of a chart, in twentieths of a point, so that it fits on its sheet.
const HIGHEST: u32 = 11_500;

/// The width and height of a chart, in twentieths of a point, on a line of the given length.
pub(super) fn size(plot: &Plot, line: u32) -> (u32, u32) {
    let count = |all: usize| u32::try_from(all).unwrap_or(HIGHEST);
    let rows = count(plot.labels.len());
    let named = plot.series.iter().filter(|series| series.name.is_some()).count();
    let high = match plot.form {
        Form::Ranks => count(named.max(highest(plot))).saturating_mul(RANK),
        Form::Stacked => rows.saturating_mul(BAR + BAR / 2),
        _ => rows.saturating_mul(BAR.saturating_mul(count(named)) + BAR / 2),
    };
    let high = high.saturating_add(if plot.legend { 2 * BESIDE } else { BESIDE });
    (line.min(WIDEST), high.min(HIGHEST))
}

fn highest(plot: &Plot) -> usize {
    plot.most.as_ref().and_then(|most| most.parse().ok()).unwrap_or_default()
}

/// The XML in the text that shows a chart: a reference to the chart's file, and its description in
/// words (`told`).
pub(super) fn inline(id: &str, number: usize, plot: &Plot, line: u32, told: &str) -> String {
    let (wide, high) = size(plot, line);
    let (wide, high) = (wide * UNITS, high * UNITS);
    let told = escaped(told);
    format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">\
         <wp:extent cx=\"{wide}\" cy=\"{high}\"/><wp:docPr id=\"{}\" name=\"{number}\" descr=\"{told}\"/>\
         <a:graphic xmlns:a=\"{DRAWING}/main\"><a:graphicData uri=\"{DRAWING}/chart\">\
         <c:chart xmlns:c=\"{DRAWING}/chart\" r:id=\"{id}\"/></a:graphicData></a:graphic>\
         </wp:inline></w:drawing></w:r>",
        number + 1
    )
}

/// The XML of the chart's own file.
pub(super) fn part(plot: &Plot, lang: &str) -> String {
    let mut out = format!(
        "{DECLARED}<c:chartSpace xmlns:c=\"{DRAWING}/chart\" xmlns:a=\"{DRAWING}/main\" xmlns:r=\"{OFFICE}\">\
         <c:date1904 val=\"0\"/><c:lang val=\"{lang}\"/><c:roundedCorners val=\"0\"/>\
         <c:chart><c:autoTitleDeleted val=\"1\"/><c:plotArea>"
    );
    // Room is left on the right, where the names stand at the ends of the lines.
    out += if plot.form == Form::Ranks { ROOM_FOR_NAMES } else { "<c:layout/>" };
    let series: String = plot.series.iter().enumerate().map(|(n, one)| of(one, n, plot)).collect();
    let _ = match plot.form {
        Form::Ranks => write!(
            out,
            "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>{series}<c:marker val=\"1\"/>{AXES}</c:lineChart>"
        ),
        form => {
            let (grouping, overlap) =
                if form == Form::Stacked { ("stacked", 100) } else { ("clustered", 0) };
            write!(
                out,
                "<c:barChart><c:barDir val=\"bar\"/><c:grouping val=\"{grouping}\"/><c:varyColors val=\"0\"/>{series}\
                 <c:gapWidth val=\"50\"/><c:overlap val=\"{overlap}\"/>{AXES}</c:barChart>"
            )
        }
    };
    out += &axes(plot);
    out += "</c:plotArea>";
    if plot.legend {
        out += "<c:legend><c:legendPos val=\"b\"/><c:overlay val=\"0\"/></c:legend>";
    }
    let _ = write!(
        out,
        "<c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>\
         <c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{}</c:chartSpace>",
        letters("c:txPr", 1_000, "000000", false)
    );
    out
}

/// The ids of the two axes that a chart is drawn on.
const AXES: &str = "<c:axId val=\"1\"/><c:axId val=\"2\"/>";
/// The area in which lines are drawn: about a third of the width on the right is left for their
/// names.
const ROOM_FOR_NAMES: &str = "<c:layout><c:manualLayout><c:layoutTarget val=\"inner\"/>\
    <c:xMode val=\"edge\"/><c:yMode val=\"edge\"/><c:x val=\"0.06\"/><c:y val=\"0.1\"/>\
    <c:w val=\"0.58\"/><c:h val=\"0.82\"/></c:manualLayout></c:layout>";

/// The XML of the label axis and the value axis.
fn axes(plot: &Plot) -> String {
    let ranks = plot.form == Form::Ranks;
    let thin = "<c:spPr><a:ln w=\"6350\"><a:solidFill><a:srgbClr val=\"D5DAE0\"/></a:solidFill></a:ln></c:spPr>";
    let most =
        plot.most.as_ref().map(|most| format!("<c:max val=\"{most}\"/>")).unwrap_or_default();
    // Bars begin with the first one at the top, ranks with the best.
    let (labelled, valued) = if ranks { ("minMax", "maxMin") } else { ("maxMin", "minMax") };
    let (below, beside) = if ranks { ("t", "l") } else { ("l", "b") };
    let percents = plot.form == Form::Percents;
    let lines = if percents {
        format!("<c:majorGridlines>{thin}</c:majorGridlines>")
    } else {
        String::new()
    };
    let lengthwise =
        if ranks { format!("<c:majorGridlines>{thin}</c:majorGridlines>") } else { String::new() };
    let hidden = u8::from(!percents);
    let (least, unit) = match plot.form {
        Form::Ranks => ("1", "<c:majorUnit val=\"1\"/>"),
        Form::Percents => ("0", "<c:majorUnit val=\"50\"/>"),
        _ => ("0", ""),
    };
    let places = if percents { "0&quot;%&quot;" } else { "General" };
    let crosses = if ranks { "min" } else { "max" };
    format!(
        "<c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"{labelled}\"/></c:scaling><c:delete val=\"0\"/>\
         <c:axPos val=\"{below}\"/>{lengthwise}<c:numFmt formatCode=\"General\" sourceLinked=\"0\"/>\
         <c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/>{thin}\
         <c:crossAx val=\"2\"/><c:crosses val=\"min\"/><c:auto val=\"0\"/><c:lblAlgn val=\"ctr\"/>\
         <c:lblOffset val=\"100\"/><c:noMultiLvlLbl val=\"1\"/></c:catAx>\
         <c:valAx><c:axId val=\"2\"/><c:scaling><c:orientation val=\"{valued}\"/>{most}<c:min val=\"{least}\"/></c:scaling>\
         <c:delete val=\"{hidden}\"/><c:axPos val=\"{beside}\"/>{lines}\
         <c:numFmt formatCode=\"{places}\" sourceLinked=\"0\"/>\
         <c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/>{thin}\
         <c:crossAx val=\"1\"/><c:crosses val=\"{crosses}\"/><c:crossBetween val=\"between\"/>{unit}</c:valAx>"
    )
}

fn of(series: &Series, n: usize, plot: &Plot) -> String {
    let name = series.name.as_deref().unwrap_or_default();
    let mut out = format!("<c:ser><c:idx val=\"{n}\"/><c:order val=\"{n}\"/>");
    if !name.is_empty() {
        let _ = write!(out, "<c:tx><c:v>{}</c:v></c:tx>", escaped(name));
    }
    out += &look(series.fill);
    if plot.form == Form::Ranks {
        let (size, own) = if series.fill == Fill::Own { (8, "A84A06") } else { (5, "FFFFFF") };
        let _ = write!(
            out,
            "<c:marker><c:symbol val=\"circle\"/><c:size val=\"{size}\"/><c:spPr><a:solidFill><a:srgbClr val=\"{own}\"/></a:solidFill>\
             <a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"1B1F24\"/></a:solidFill></a:ln></c:spPr></c:marker>"
        );
    } else {
        out += "<c:invertIfNegative val=\"0\"/>";
        for own in &series.own {
            let _ = write!(
                out,
                "<c:dPt><c:idx val=\"{own}\"/><c:invertIfNegative val=\"0\"/><c:bubble3D val=\"0\"/>{}</c:dPt>",
                look(Fill::Own)
            );
        }
    }
    out += &said(series, plot);
    let count = plot.labels.len();
    let _ = write!(out, "<c:cat><c:strLit><c:ptCount val=\"{count}\"/>");
    for (at, label) in plot.labels.iter().enumerate() {
        let _ = write!(out, "<c:pt idx=\"{at}\"><c:v>{}</c:v></c:pt>", escaped(label));
    }
    let _ = write!(
        out,
        "</c:strLit></c:cat><c:val><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val=\"{count}\"/>"
    );
    for (at, value) in series.values.iter().enumerate() {
        let Some(value) = value else { continue };
        let _ = write!(out, "<c:pt idx=\"{at}\"><c:v>{value}</c:v></c:pt>");
    }
    out += "</c:numLit></c:val>";
    if plot.form == Form::Ranks {
        out += "<c:smooth val=\"0\"/>";
    }
    out + "</c:ser>"
}

/// The XML of the texts beside the values, each given literally.
fn said(series: &Series, plot: &Plot) -> String {
    const SHOWN: &str = "<c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/>\
        <c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/>";
    let place = match (plot.form, series.name.is_some()) {
        (Form::Stacked, true) => "ctr",
        (Form::Stacked, false) => "inBase",
        (Form::Ranks, _) => "r",
        _ => "outEnd",
    };
    let white = matches!(series.fill, Fill::Kind(0 | 6));
    let color = if white { "FFFFFF" } else { "000000" };
    let bold = series.fill == Fill::Own;
    let mut out = String::from("<c:dLbls>");
    for (n, text) in series.said.iter().enumerate() {
        if text.is_empty() {
            let _ = write!(out, "<c:dLbl><c:idx val=\"{n}\"/><c:delete val=\"1\"/></c:dLbl>");
            continue;
        }
        let place = if plot.form == Form::Ranks && n + 1 < series.said.len() { "l" } else { place };
        let rich = format!(
            "<a:bodyPr wrap=\"none\"/><a:p><a:pPr><a:defRPr sz=\"900\"/></a:pPr><a:r>{}<a:t>{}</a:t></a:r></a:p>",
            face("a:rPr", 900, color, bold || series.own.contains(&n)),
            escaped(text)
        );
        let _ = write!(
            out,
            "<c:dLbl><c:idx val=\"{n}\"/><c:tx><c:rich>{rich}</c:rich></c:tx><c:dLblPos val=\"{place}\"/>{SHOWN}</c:dLbl>"
        );
    }
    let _ = write!(
        out,
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{}<c:dLblPos val=\"{place}\"/>{SHOWN}</c:dLbls>",
        letters("c:txPr", 900, color, bold)
    );
    out
}

/// The XML of the fill and outline of a series.
fn look(fill: Fill) -> String {
    let solid = |color: &str| format!("<a:solidFill><a:srgbClr val=\"{color}\"/></a:solidFill>");
    let pattern = |name: &str, front: &str, back: &str| {
        format!(
            "<a:pattFill prst=\"{name}\"><a:fgClr><a:srgbClr val=\"{front}\"/></a:fgClr>\
             <a:bgClr><a:srgbClr val=\"{back}\"/></a:bgClr></a:pattFill>"
        )
    };
    let (fill, line) = match fill {
        Fill::Nothing => ("<a:noFill/>".to_owned(), None),
        Fill::Whole | Fill::Kind(0) => (solid("2A5F8A"), Some("2A5F8A")),
        Fill::Own => (solid("A84A06"), Some("A84A06")),
        Fill::Pale | Fill::Kind(2) => (solid("D5DAE0"), Some("4A535C")),
        Fill::Loss | Fill::Kind(5) => (pattern("wdUpDiag", "B3261E", "F7DEDB"), Some("B3261E")),
        Fill::Gain | Fill::Kind(1) => (pattern("smGrid", "1F6B41", "E3F1E8"), Some("1F6B41")),
        Fill::Best => (pattern("narHorz", "1F6B41", "FFFFFF"), Some("1F6B41")),
        Fill::Kind(3) => (pattern("wdDnDiag", "8A6D1F", "F3EEE4"), Some("8A6D1F")),
        Fill::Kind(4) => (solid("FFFFFF"), Some("4A535C")),
        Fill::Kind(_) => (solid("33393F"), Some("33393F")),
        Fill::Line(n) => {
            let dash = ["solid", "dash", "sysDot", "lgDashDot"][n % 4];
            return format!(
                "<c:spPr><a:ln w=\"19050\">{}<a:prstDash val=\"{dash}\"/></a:ln></c:spPr>",
                solid("8793A0")
            );
        }
    };
    let (wide, line) = match line {
        Some("A84A06") => (44_450, solid("A84A06")),
        Some(color) => (6_350, solid(color)),
        None => (6_350, "<a:noFill/>".to_owned()),
    };
    format!("<c:spPr>{fill}<a:ln w=\"{wide}\">{line}</a:ln></c:spPr>")
}

/// The XML of the letters of an element: size in hundredths of a point, colour, weight.
fn letters(name: &str, size: u32, color: &str, bold: bool) -> String {
    let face = face("a:defRPr", size, color, bold);
    format!(
        "<{name}><a:bodyPr/><a:p><a:pPr>{face}</a:pPr><a:endParaRPr lang=\"en-US\"/></a:p></{name}>"
    )
}

fn face(name: &str, size: u32, color: &str, bold: bool) -> String {
    format!(
        "<{name} sz=\"{size}\" b=\"{}\"><a:solidFill><a:srgbClr val=\"{color}\"/></a:solidFill>\
         <a:latin typeface=\"Times New Roman\"/><a:cs typeface=\"Times New Roman\"/></{name}>",
        u8::from(bold)
    )
}
