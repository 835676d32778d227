/** What an experiment file says. */
package io.retort.runtime.experiment.settings;
