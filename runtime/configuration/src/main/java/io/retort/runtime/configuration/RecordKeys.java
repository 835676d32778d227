package io.retort.runtime.configuration;

import java.util.List;

/** Reads which keys a record has. */
@FunctionalInterface
interface RecordKeys {

  /**
   * The keys of a record.
   *
   * @throws io.retort.core.RetortException naming the component whose type cannot be bound
   */
  List<RecordKey> of(Class<? extends Record> type);
}
