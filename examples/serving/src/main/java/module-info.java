/** A service that predicts with a saved student. */
module com.acme.serving {
  requires com.fasterxml.jackson.jr.ob;
  requires io.retort.serving;
  requires jdk.httpserver;
}
