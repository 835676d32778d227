package io.retort.core.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Numbers that a configuration key accepts, but that are likely a mistake: the run warns of them
 * and goes on. Numbers that cannot work are refused by a {@link Range} instead.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Caution {

  /**
   * Where the warning begins.
   *
   * @return the largest number without a warning
   */
  double above() default Double.POSITIVE_INFINITY;

  /**
   * Where the warning begins, for small numbers.
   *
   * @return the smallest number without a warning
   */
  double below() default Double.NEGATIVE_INFINITY;

  /**
   * What such a number does, and what is usual.
   *
   * @return a clause without a full stop, such as {@code training may not converge; 0.1 to 1 is
   *     usual}
   */
  String because();
}
