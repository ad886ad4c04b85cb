/** What of the old appliance's API is not Breakwater's own: passed on to it, or gone. */
package io.breakwater.gateway.old;
