/** Records as JSON. */
package io.retort.runtime.configuration.json;
