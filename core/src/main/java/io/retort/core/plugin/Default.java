package io.retort.core.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value of a configuration key that is not given, written as it would be in YAML: {@code 4},
 * {@code relu}, <code>{kind: cosine}</code>.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Default {

  /**
   * The text.
   *
   * @return a YAML scalar, list or mapping
   */
  String value();
}
