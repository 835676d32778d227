/**
 * What all parts of the runtime need: files that are whole or not there, networks as plain data,
 * words for people.
 */
module io.retort.runtime.common {
  requires transitive io.retort.core;

  exports io.retort.runtime.common.files;
  exports io.retort.runtime.common.network;
  exports io.retort.runtime.common.record;
  exports io.retort.runtime.common.text;
}
