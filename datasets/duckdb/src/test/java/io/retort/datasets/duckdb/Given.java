package io.retort.datasets.duckdb;

import io.retort.core.data.MissingValues;
import io.retort.core.data.UnknownCategory;
import io.retort.datasets.table.TableEmbedding;
import io.retort.datasets.table.TableHead;
import io.retort.datasets.table.TableText;
import io.retort.datasets.table.TaskKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Settings that all formats of tables share, with their defaults. */
final class Given {
  List<String> label = List.of();
  TaskKind task = TaskKind.SINGLE_LABEL;
  List<String> categorical = List.of();
  List<String> ignore = List.of();
  Optional<String> id = Optional.empty();
  Optional<String> group = Optional.empty();
  Optional<String> time = Optional.empty();
  Optional<String> weight = Optional.empty();
  boolean standardise = true;
  MissingValues missing = MissingValues.ERROR;
  List<String> outputs = List.of();
  List<TableHead> heads = List.of();
  Optional<TableText> text = Optional.empty();
  Optional<TableEmbedding> embedding = Optional.empty();

  static Given label(String... columns) {
    Given given = new Given();
    given.label = List.of(columns);
    return given;
  }

  Given task(TaskKind value) {
    task = value;
    return this;
  }

  Given categorical(String... columns) {
    categorical = List.of(columns);
    return this;
  }

  Given ignore(String... columns) {
    ignore = List.of(columns);
    return this;
  }

  Given id(String column) {
    id = Optional.of(column);
    return this;
  }

  Given group(String column) {
    group = Optional.of(column);
    return this;
  }

  Given time(String column) {
    time = Optional.of(column);
    return this;
  }

  Given weight(String column) {
    weight = Optional.of(column);
    return this;
  }

  Given text(TableText column) {
    text = Optional.of(column);
    return this;
  }

  Given fill() {
    missing = MissingValues.FILL;
    return this;
  }

  Parquet parquet(String file) {
    return parquet(file, Optional.empty(), Optional.empty(), Optional.empty());
  }

  Parquet parquet(
      String file, Optional<String> test, Optional<String> unlabelled, Optional<String> cache) {
    return new Parquet(
        Path.of(file),
        test.map(Path::of),
        label,
        task,
        categorical,
        ignore,
        id,
        group,
        time,
        weight,
        standardise,
        UnknownCategory.IGNORE,
        missing,
        unlabelled.map(Path::of),
        outputs,
        heads,
        text,
        embedding,
        cache.map(Path::of));
  }

  DuckDbQuery query(String query) {
    return query(query, Optional.empty(), Optional.empty());
  }

  DuckDbQuery query(String query, Optional<String> test, Optional<String> unlabelled) {
    return new DuckDbQuery(
        query,
        test,
        Path.of("."),
        label,
        task,
        categorical,
        ignore,
        id,
        group,
        time,
        weight,
        standardise,
        UnknownCategory.IGNORE,
        missing,
        unlabelled,
        outputs,
        heads,
        text,
        embedding,
        1,
        256);
  }
}
