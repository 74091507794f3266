//! The part of par-index that Python uses: [`Office`](office::Office) holds files and frames,
//! [`Reply`](reply::Reply) is an answer, and [`Table`](table::Table) gives rows through the Arrow C
//! stream interface. The Python package `par_index` wraps these under the names that analysts use.

mod failure;
mod frames;
mod office;
mod questions;
mod reply;
mod stream;
mod table;

use pyo3::prelude::*;

/// The compiled part of the package `par_index`.
#[pymodule]
fn _core(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<office::Office>()?;
    module.add_class::<reply::Reply>()?;
    module.add_class::<table::Table>()?;
    module.add_function(wrap_pyfunction!(questions::questions, module)?)?;
    module.add_function(wrap_pyfunction!(frames::frame, module)?)?;
    module.add_function(wrap_pyfunction!(frames::rows_frame, module)?)?;
    module.add_function(wrap_pyfunction!(frames::exact, module)?)?;
    module.add_function(wrap_pyfunction!(frames::ranks, module)?)?;
    module.add_function(wrap_pyfunction!(office::frameworks, module)?)?;
    module.add_function(wrap_pyfunction!(office::sample, module)?)?;
    module.add_function(wrap_pyfunction!(office::framework_json, module)?)?;
    module.add_function(wrap_pyfunction!(office::form, module)?)?;
    Ok(())
}
