//! Results as pages and documents: every figure is that of the result, and a stranger finds it.

mod code;
mod docx;
mod dossier;
mod page;
mod source;
