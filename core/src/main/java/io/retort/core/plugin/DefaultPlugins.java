package io.retort.core.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a key that is not given means those plugins that call themselves {@linkplain
 * Provider#isDefault() a default}. For a list these are all of them, and none if none is installed.
 * For a single plugin it is the only one; where there is none, or several, the key must be given.
 * It stands in place of {@link Default}.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface DefaultPlugins {}
