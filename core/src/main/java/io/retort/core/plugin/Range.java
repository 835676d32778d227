package io.retort.core.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The numbers that a configuration key accepts. Also applies to the elements of a list. */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Range {

  /**
   * The lower end.
   *
   * @return the smallest number accepted, or the largest one refused if {@link #minExclusive}
   */
  double min() default Double.NEGATIVE_INFINITY;

  /**
   * The upper end.
   *
   * @return the largest number accepted, or the smallest one refused if {@link #maxExclusive}
   */
  double max() default Double.POSITIVE_INFINITY;

  /**
   * Whether {@link #min} itself is refused.
   *
   * @return true to refuse it
   */
  boolean minExclusive() default false;

  /**
   * Whether {@link #max} itself is refused.
   *
   * @return true to refuse it
   */
  boolean maxExclusive() default false;
}
