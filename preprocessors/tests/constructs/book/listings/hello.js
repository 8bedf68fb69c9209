// Says hello.
// ANCHOR: main
console.log("hello");
// ANCHOR_END: main
