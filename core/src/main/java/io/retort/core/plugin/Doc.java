package io.retort.core.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a configuration key means, in one line: shown by {@code plugins describe} and in the
 * generated reference. Every component of a configuration record has one.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Doc {

  /**
   * The text.
   *
   * @return the sentence, units included
   */
  String value();
}
