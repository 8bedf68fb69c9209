//! A book of pictures, the same at every run.
//!
//! [`write()`] is the entry point. Each chapter has a picture of each of four kinds, with words of
//! its own, so that none is in the cache for another's sake. Invariant: the text depends on nothing
//! but the number of chapters.

use anyhow::{Context, Result};
use std::path::Path;

/// Pictures of common kinds and sizes; `$` stands for the number of the chapter.
const PICTURES: [&str; 4] = [
    "flowchart TD
  accTitle: Service $
  accDescr: A request passes a gateway and a service.
  client([Client $]) -->|HTTPS| gateway[Gateway]
  subgraph shop [Shop $]
    gateway --> orders[Order service]
    orders -->|one transaction| db[(Orders $)]
    relay[Relay] -.->|polls| db
  end
  relay --> queue{{Queue $}}
  queue --> stock[Stock]
  queue --> mail[Mail]
  mail -->|five attempts| dead[/Dead letters/]:::bad",
    "sequenceDiagram
  accTitle: A call of service $
  accDescr: A call that is repeated.
  participant C as Client $
  participant S as Service
  participant D as Database
  loop until an answer arrives
    C->>+S: POST /orders/$
    S->>+D: insert
    alt it is new
      D-->>S: inserted
    else it is known
      D-->>-S: stored result
    end
    S--)-C: 201
    Note right of C: may be lost
  end",
    "stateDiagram-v2
  accTitle: Order $
  accDescr: The states of an order.
  [*] --> Placed
  Placed --> Paid: payment $
  Placed --> Cancelled: too late
  Paid --> Packed
  Packed --> Shipped: scan
  Shipped --> [*]
  Cancelled --> [*]",
    "erDiagram
  accTitle: Tables of service $
  accDescr: Customers have orders, which have items.
  CUSTOMER ||--o{ ORDER : places
  ORDER ||--|{ ITEM : contains
  PRODUCT ||--o{ ITEM : \"is sold as $\"
  ORDER {
    uuid id PK
    uuid customer_id FK
  }",
];

/// How many pictures a book of so many chapters has.
pub(super) fn count(chapters: usize) -> usize {
    chapters * PICTURES.len()
}

/// Writes `SUMMARY.md` and the chapters.
pub(super) fn write(folder: &Path, chapters: usize) -> Result<()> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot create `{}`", folder.display()))?;
    let mut summary = String::from("# Summary\n\n");
    for number in 1..=chapters {
        summary.push_str(&format!("- [Pictures {number}](pictures-{number}.md)\n"));
        let file = folder.join(format!("pictures-{number}.md"));
        std::fs::write(&file, chapter(number))
            .with_context(|| format!("cannot write `{}`", file.display()))?;
    }
    std::fs::write(folder.join("SUMMARY.md"), summary).context("cannot write SUMMARY.md")
}

fn chapter(number: usize) -> String {
    let fences = PICTURES.map(|text| format!("```mermaid\n{text}\n```\n"));
    let text = format!("# Pictures $\n\n{}", fences.join("\n"));
    text.replace('$', &number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_picture_comes_twice() {
        let chapters: Vec<String> = (1..=3).map(chapter).collect();
        let fences = |chapter: &str| -> Vec<String> {
            let fences = chapter.split("```mermaid").skip(1);
            fences.map(str::to_owned).collect()
        };
        let mut pictures: Vec<String> = chapters.iter().flat_map(|text| fences(text)).collect();
        pictures.sort();
        pictures.dedup();
        assert_eq!(pictures.len(), count(3));
    }
}
