package io.retort.core.teacher;

import io.retort.core.plugin.Provider;
import java.util.List;
import java.util.Optional;

/**
 * Makes a kind of {@link Teacher}.
 *
 * @param <C> its configuration
 */
public interface TeacherProvider<C extends Record> extends Provider<Teacher, C, TeacherContext> {

  /**
   * What the teacher will be able to say, where that is known before it is made: then a strategy
   * that does not fit is refused before hours go into the teacher's own training.
   *
   * @param configuration the bound configuration
   * @param context what the run offers, the same as in {@link #create}
   * @return its outputs, or empty if they are not known
   * @throws io.retort.core.RetortException if the configuration does not fit the data
   */
  default Optional<List<TeacherOutput>> preview(C configuration, TeacherContext context) {
    return Optional.empty();
  }
}
