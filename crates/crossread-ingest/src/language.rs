//! Which language an article is in.

use crossread_core::story::Block;

/// The language of the article's own words as ISO 639-1 code, when it is clear. Decided on the whole article: a few
/// thousand letters tell as much as all of them, so of a long one they are taken from all its parts.
pub(crate) fn of(text: &str, blocks: &[Block]) -> Option<String> {
    const ENOUGH: usize = 6000;
    let own = || blocks.iter().filter(|block| block.kind.is_read()).map(|block| block.span.of(text));
    let total: usize = own().map(str::len).sum();
    let mut sample = String::with_capacity(2 * ENOUGH);
    for words in own() {
        let share = if total > ENOUGH { (words.len() * ENOUGH / total).max(40) } else { words.len() };
        sample.push_str(crate::label::beginning(words, share));
        sample.push('\n');
        if sample.len() > 2 * ENOUGH {
            break;
        }
    }
    let found = whatlang::detect(&sample)?;
    // Short texts are told apart badly; a text that isn't clearly anything stays unknown.
    (found.is_reliable() && sample.len() > 60).then(|| two_letters(found.lang()).to_owned())
}

/// ISO 639-1 code; the code of three letters where there is none.
fn two_letters(language: whatlang::Lang) -> &'static str {
    CODES.iter().find(|(known, _)| *known == language).map_or_else(|| language.code(), |(_, code)| code)
}

/// The languages that can be told, with their codes.
const CODES: [(whatlang::Lang, &str); 68] = {
    use whatlang::Lang::*;
    [
        (Eng, "en"),
        (Rus, "ru"),
        (Cmn, "zh"),
        (Spa, "es"),
        (Por, "pt"),
        (Ita, "it"),
        (Ben, "bn"),
        (Fra, "fr"),
        (Deu, "de"),
        (Ukr, "uk"),
        (Kat, "ka"),
        (Ara, "ar"),
        (Hin, "hi"),
        (Jpn, "ja"),
        (Heb, "he"),
        (Yid, "yi"),
        (Pol, "pl"),
        (Amh, "am"),
        (Jav, "jv"),
        (Kor, "ko"),
        (Nob, "nb"),
        (Dan, "da"),
        (Swe, "sv"),
        (Fin, "fi"),
        (Tur, "tr"),
        (Nld, "nl"),
        (Hun, "hu"),
        (Ces, "cs"),
        (Ell, "el"),
        (Bul, "bg"),
        (Bel, "be"),
        (Mar, "mr"),
        (Kan, "kn"),
        (Ron, "ro"),
        (Slv, "sl"),
        (Hrv, "hr"),
        (Srp, "sr"),
        (Mkd, "mk"),
        (Lit, "lt"),
        (Lav, "lv"),
        (Est, "et"),
        (Tam, "ta"),
        (Vie, "vi"),
        (Urd, "ur"),
        (Tha, "th"),
        (Guj, "gu"),
        (Uzb, "uz"),
        (Pan, "pa"),
        (Aze, "az"),
        (Ind, "id"),
        (Tel, "te"),
        (Pes, "fa"),
        (Mal, "ml"),
        (Ori, "or"),
        (Mya, "my"),
        (Nep, "ne"),
        (Sin, "si"),
        (Khm, "km"),
        (Tuk, "tk"),
        (Aka, "ak"),
        (Zul, "zu"),
        (Sna, "sn"),
        (Afr, "af"),
        (Lat, "la"),
        (Slk, "sk"),
        (Cat, "ca"),
        (Tgl, "tl"),
        (Hye, "hy"),
    ]
};
