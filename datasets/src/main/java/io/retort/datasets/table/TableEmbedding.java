package io.retort.datasets.table;

import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.plugin.Default;
import io.retort.core.plugin.Doc;
import io.retort.core.plugin.Range;

/**
 * A vector to learn for every row, which a teacher gives and no column.
 *
 * @param name the head's name
 * @param width the number of values of the student's vector
 */
public record TableEmbedding(
    @Doc("The head's name, which is that of the network's output for it.") @Default("embedding")
        String name,
    @Doc("How many values the student's vector has; the teacher's may have another number.")
        @Range(min = 1, max = Task.Embedding.WIDEST)
        int width) {

  /**
   * Refuses another head that has no label columns, or the same name.
   *
   * @param head what is to be predicted beside the vector
   * @throws IllegalArgumentException if so, with the fix
   */
  public void requireBeside(TableHead head) {
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

  /**
   * What is thrown where the labels of an embedding are asked for, which no column has.
   *
   * @param task the embedding
   * @return what to throw
   */
  public static IllegalStateException unlabelled(Task.Embedding task) {
    return new IllegalStateException("There are no labels for " + task);
  }

  /**
   * The vector as what a network predicts.
   *
   * @return a head of its width
   */
  public Head head() {
    return new Head(name, new Task.Embedding(width));
  }
}
