package io.retort.datasets;

import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;
import java.util.List;

/**
 * A vector to learn for every row, which a teacher gives and no column.
 *
 * @param name the head's name
 * @param width the number of values of the student's vector
 */
public record CsvEmbedding(
    @Doc("The head's name, which is that of the network's output for it.") @Default("embedding")
        String name,
    @Doc("How many values the student's vector has; the teacher's may have another number.")
        @Range(min = 1, max = Task.Embedding.WIDEST)
        int width) {

  /** Refuses anything else to predict where the file has no labels of it, or its name twice. */
  void requireBeside(List<CsvHead> heads) {
    for (CsvHead head : heads) {
      if (head.label().isEmpty()) {
        throw new IllegalArgumentException(
            "Beside an embedding, the head '"
                + head.name()
                + "' needs its label columns; name them under label, or leave the head out");
      }
      if (head.name().equals(name)) {
        throw new IllegalArgumentException(
            "Two heads are called '" + name + "'; give the embedding another name");
      }
    }
  }

  /** What is thrown where the labels of an embedding are asked for, which no column has. */
  static IllegalStateException unlabelled(Task.Embedding task) {
    return new IllegalStateException("There are no labels for " + task);
  }

  Head head() {
    return new Head(name, new Task.Embedding(width));
  }
}
