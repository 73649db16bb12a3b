//! Letters whose bytes a program took for Windows-1252 and encoded again, once or twice: "â€™" and "Ã¢â‚¬â„¢" for "’".
//!
//! Only what can have come about in no other way is read back: first letters of such sequences stand in words of many languages, but
//! not before the marks that make a sequence of them. What may be meant as it stands stays.

/// How often letters were encoded over again, at most; more was never seen.
const PASSES: usize = 3;

/// Words as they were meant; `None` where nothing in them is garbled for sure.
pub(crate) fn meant(words: &str) -> Option<String> {
    if !words.contains(is_first) {
        return None;
    }
    let mut meant = words.to_owned();
    for _ in 0..PASSES {
        let once = read_back(&meant);
        if once == meant {
            break;
        }
        meant = once;
    }
    // A control character shows that a sequence was broken on its way.
    let is_whole = !meant.contains(|c| matches!(c, '\u{80}'..='\u{9f}'));
    (is_whole && meant != words).then_some(meant)
}

/// What the first byte of a sequence looks like: of a Latin letter or sign, of a mark, of a picture.
fn is_first(c: char) -> bool {
    matches!(c, 'Â' | 'Ã' | 'â' | 'ð')
}

/// Words with each sequence read back once.
fn read_back(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    // Within a run of sequences others stand, too: "Ã¢â‚¬Ëœ".
    let mut in_run = false;
    while let Some(first) = rest.chars().next() {
        let before = out.chars().next_back();
        match sequence(rest, before, in_run) {
            Some((letter, length)) => {
                out.push(letter);
                rest = &rest[length..];
                in_run = true;
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
                in_run = false;
            }
        }
    }
    out
}

/// The letter that words begin with in a garbled sequence, and the bytes of the sequence.
fn sequence(words: &str, before: Option<char>, in_run: bool) -> Option<(char, usize)> {
    let first = words.chars().next().filter(|first| !first.is_ascii())?;
    let lead = byte(first)?;
    let count = match lead {
        0xc2..=0xdf => 2,
        0xe2 => 3,
        0xf0 => 4,
        _ => return None,
    };
    let letters: Vec<char> = words.chars().take(count).collect();
    let bytes: Vec<u8> = letters.iter().map(|letter| byte(*letter)).collect::<Option<_>>()?;
    let second = *letters.get(1)?;
    let is_sure = match lead {
        0xc2 => true,
        // "AMANHÃ”" ends in its own letter and a closing mark.
        0xc3 => !(is_mark(second) && before.is_some_and(char::is_uppercase)),
        0xc4..=0xdf => in_run,
        // Quotation marks, dashes and the sign of the euro; letters and signs like "™".
        0xe2 => matches!(bytes[1], 0x80 | 0x82 | 0x84),
        _ => bytes[1] == 0x9f,
    };
    let letter = std::str::from_utf8(&bytes).ok()?.chars().next().filter(|_| is_sure && bytes.len() == count)?;
    Some((letter, letters.iter().map(|letter| letter.len_utf8()).sum()))
}

/// Marks that follow a word.
fn is_mark(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”' | '‚' | '„' | '…' | '–' | '—' | '›')
}

/// The byte that a letter has in Windows-1252; bytes that have none there came through as control characters.
fn byte(letter: char) -> Option<u8> {
    if let '\u{80}'..='\u{9f}' = letter {
        return u8::try_from(u32::from(letter)).ok();
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = encoding_rs::WINDOWS_1252.encode(letter.encode_utf8(&mut buffer));
    (!unmappable && bytes.len() == 1).then(|| bytes[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as a program garbles them.
    fn garbled(words: &str) -> String {
        let letters = |byte: &u8| {
            let (letter, ..) = encoding_rs::WINDOWS_1252.decode(std::slice::from_ref(byte));
            letter.into_owned()
        };
        words.as_bytes().iter().map(letters).collect()
    }

    #[test]
    fn what_was_garbled_is_read_as_it_was_meant() {
        let meant_of = |words: &str| meant(words);
        for words in [
            "The mayor’s “last” word — and Zoë’s",
            "‘Not now’: 5 °C, £3, €4 and ½ of it™",
            "Señor Müller à Öland…",
            "It burns 🔥",
        ] {
            let once = garbled(words);
            assert_eq!(meant_of(&once).as_deref(), Some(words));
            assert_eq!(meant_of(&garbled(&once)).as_deref(), Some(words));
            assert_eq!(meant_of(words), None);
        }
        // As bytes that were taken for Latin-1 once and Windows-1252 the other time.
        assert_eq!(meant_of("Ã¢Â\u{80}Â\u{94} Falk").as_deref(), Some("— Falk"));
        // A byte was lost on the way.
        assert_eq!(meant_of("Ã¢Â\u{80} Falk"), None);
    }

    #[test]
    fn what_may_be_meant_stays() {
        for words in [
            "“AMANHÔ, disse",
            "SÃO PAULO, NÃO",
            "“voilà”…",
            "‘Beyoncé’—",
            "à la carte, â la carte",
            "the sign â€",
            "Â",
            "São “Â” Â.",
        ] {
            assert_eq!(meant(words), None, "{words}");
        }
    }
}
