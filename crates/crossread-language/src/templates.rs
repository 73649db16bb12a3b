//! Feature templates: what of a place is looked at together, as tables.
//!
//! A table is written once and used twice: as code that mixes each line's parts into a feature, unrolled, since features are most of
//! what reading computes; and as data for the model card, which a test holds to it.

/// A line of a table: its number, which goes into the feature, and the facts that it looks at.
pub type FeatureTemplate = (u32, &'static [&'static str]);

/// A table of templates over the fields of a view: `NAME, function(View { fields it uses }) from FIRST { number: facts; … }`. Makes the
/// function, which adds a feature for each line, and the constant, which tells the lines.
macro_rules! templates {
    (
        $(#[$doc:meta])*
        $table:ident, $function:ident($view:ident { $($field:ident),+ $(,)? }) from $first:literal {
            $($number:literal: $($part:expr),*;)+
        }
    ) => {
        $(#[$doc])*
        #[inline(always)]
        fn $function(view: $view, out: &mut Vec<u32>) {
            let $view { $($field),+, .. } = view;
            out.extend_from_slice(&[$(crate::score::feature($first + $number, &[$($part),*])),+]);
        }

        $(#[$doc])*
        pub(crate) const $table: &[crate::templates::FeatureTemplate] =
            &[$(($first + $number, &[$(stringify!($part)),*])),+];
    };
}
pub(crate) use templates;
