/** What runs, sweeps and labellings write: folders of their own, and JSON. */
package io.retort.runtime.output;
