/** A span in which no process of Muster looked at the clock. */
export interface Away {
  fromAt: Date;
  toAt: Date;
}
