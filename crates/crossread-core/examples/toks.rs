fn main() {
    let t = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    for s in crossread_language::read(&t, &[crossread_language::Span::new(0, t.len()).trim(&t)]) {
        println!("---");
        for (i, k) in s.tokens.iter().enumerate() {
            println!("{i} {:?} {:?} {:?} -> {}", k.span.of(&t), k.tag, k.relation, k.head);
        }
    }
}
