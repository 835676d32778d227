/** What is allowed but likely a mistake, in a configuration, in data and in results. */
package io.retort.runtime.experiment.advice;
