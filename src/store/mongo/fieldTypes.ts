/** Types of fields that every document of a collection has. */
export const text = { type: String, required: true } as const;
export const whole = { type: Number, required: true } as const;
