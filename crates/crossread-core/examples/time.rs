use crossread_core::*;
fn main() {
    let text = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let t = std::time::Instant::now();
    let mut n = 0;
    for _ in 0..200 {
        n += quantity::find(&text, Span::new(0, text.len())).len();
    }
    println!("quantity::find {} bytes: {:?} each, {} found", text.len(), t.elapsed() / 200, n / 200);
    let block = story::Block { span: Span::new(0, text.len()).trim(&text), kind: story::BlockKind::Body, credit: None };
    let a = Article {
        sha256: [0; 32],
        text: text.into(),
        blocks: vec![block],
        facts: story::Facts { language: Some("en".into()), ..Default::default() },
        anchors: vec![],
        warnings: vec![],
    };
    let mut f = annotate(&a);
    let t = std::time::Instant::now();
    for _ in 0..200 {
        annotate::figures::find(&a, &mut f);
    }
    println!("figures::find {:?} each, {}", t.elapsed() / 200, f.figures.len());
}
