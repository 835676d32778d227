/** The contracts that every part of Retort is written against, and the engine that runs them. */
module io.retort.core {
  requires org.slf4j;
}
