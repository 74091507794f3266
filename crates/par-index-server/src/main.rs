//! The program `par-index-server`, which runs the service; `par-index serve` starts it.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Arg, Command, value_parser};
use par_index::{Lang, Text};
use par_index_office::reason;
use par_index_server::{Limits, Start, serve};

fn command() -> Command {
    let value = |name: &'static str, shown: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(shown).help(help)
    };
    Command::new("par-index-server")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Serves dossiers over HTTP · Phục vụ hồ sơ qua HTTP")
        .arg(
            value("http", "ADDRESS", "Where to listen (127.0.0.1:8787) · Địa chỉ")
                .value_parser(value_parser!(SocketAddr))
                .default_value("127.0.0.1:8787")
                .hide_default_value(true),
        )
        .arg(
            value("token-file", "FILE", "A file with the token of every request · Tệp chứa mã")
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            value("page", "FILE", "The page at / (par-index.html beside the program) · Trang ở /")
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            value("body", "MIB", "The most MiB of a body (64) · Dung lượng tối đa")
                .value_parser(value_parser!(u64).range(1..=1024)),
        )
        .arg(
            value("time", "SECONDS", "How long a question may take (60) · Thời gian tối đa")
                .value_parser(value_parser!(u64).range(1..=3600)),
        )
        .arg(
            value(
                "patience",
                "SECONDS",
                "How long a client may take to send or take (30) · Chờ máy khách",
            )
            .value_parser(value_parser!(u64).range(1..=3600)),
        )
        .arg(
            value("lang", "LANG", "The language of messages: en or vi · Ngôn ngữ thông báo")
                .value_parser(["en", "vi"]),
        )
        .arg(
            Arg::new("dir")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .help("The folder of dossiers, each a folder; else in memory · Thư mục hồ sơ"),
        )
}

fn main() -> ExitCode {
    let args = command().get_matches();
    let mut limits = Limits::default();
    let number = |name: &str| args.get_one::<u64>(name).copied();
    if let Some(mib) = number("body") {
        limits.body = usize::try_from(mib << 20).unwrap_or(usize::MAX);
    }
    limits.time = number("time").map_or(limits.time, Duration::from_secs);
    limits.patience = number("patience").map_or(limits.patience, Duration::from_secs);
    let lang: Lang =
        args.get_one::<String>("lang").and_then(|lang| lang.parse().ok()).unwrap_or_default();
    let tell = |what: &str, why: &str| {
        let word = if lang == Lang::Vi { "lỗi" } else { "error" };
        let _ = writeln!(std::io::stderr(), "{word}: {what}: {why}");
    };
    let failed = |what: &str, error: &std::io::Error| {
        tell(what, reason(error).get(lang));
        ExitCode::from(3)
    };
    let of_call = |what: &str, why: Text| {
        tell(what, why.get(lang));
        ExitCode::from(2)
    };
    let token = match args.get_one::<PathBuf>("token-file") {
        None => None,
        Some(file) => match std::fs::read_to_string(file).map(|text| text.trim().to_owned()) {
            Ok(token) if token.len() >= 16 => Some(token),
            Ok(_) => {
                let short = Text::new("mã phải có ít nhất 16 ký tự", "16 characters at least");
                return of_call(&file.display().to_string(), short);
            }
            Err(error) => return failed(&file.display().to_string(), &error),
        },
    };
    let page = args.get_one::<PathBuf>("page").cloned().or_else(page_beside);
    let page = match page.as_ref().map(std::fs::read).transpose() {
        Ok(page) => page,
        Err(error) => {
            return failed(&page.unwrap_or_default().display().to_string(), &error);
        }
    };
    let address = args.get_one::<SocketAddr>("http").copied();
    let start = Start {
        address: address.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8787))),
        root: args.get_one::<PathBuf>("dir").cloned(),
        token,
        page,
        limits,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return failed("par-index-server", &error),
    };
    // A folder that cannot be read is reported with its own name.
    if let Some(Err(error)) = start.root.as_ref().map(std::fs::read_dir) {
        let root = start.root.unwrap_or_default();
        return failed(&root.display().to_string(), &error);
    }
    let at = start.address.to_string();
    if !start.address.ip().is_loopback() && start.token.is_none() {
        let open = Text::new(
            "địa chỉ mà máy khác truy cập được phải có mã: thêm --token-file TỆP",
            "an address that other machines reach needs --token-file FILE",
        );
        tell(&at, open.get(lang));
        return ExitCode::from(3);
    }
    let announce = |address: SocketAddr| {
        let mut out = std::io::stdout().lock();
        let _ = writeln!(out, "http://{address}").and_then(|()| out.flush());
    };
    let served = runtime.block_on(serve(start, announce, stopped()));
    // Computations whose clients have gone are not waited for.
    runtime.shutdown_background();
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&at, &error),
    }
}

/// The page for browsers that lies in the same folder as this program.
fn page_beside() -> Option<PathBuf> {
    let own = std::env::current_exe().ok()?;
    Some(own.parent()?.join("par-index.html")).filter(|page| page.is_file())
}

/// Completes on Ctrl-C or SIGTERM.
async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        // SIGXFSZ is caught: writing beyond the allowed file size then fails with an error instead
        // of ending the service.
        let _too_large = signal(SignalKind::from_raw(25));
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = ended.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
