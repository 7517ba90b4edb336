//! Is the labelled world what it says it is?
