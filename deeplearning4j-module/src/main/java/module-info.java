open module org.deeplearning4j {}
