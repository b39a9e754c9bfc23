/*
 * The forward pass of multilingual-e5-small for short texts, in WebAssembly SIMD.
 *
 * The result is the same, bit for bit, whichever variant runs and whatever else is in the batch:
 *  - products of weights and activations are exact integers (4-bit weights as 0..15, activations as -127..127, so that no
 *    16-bit sum overflows and the relaxed dot product has one possible result);
 *  - every step in floating point is done in a fixed order for each number, and never fused (-ffp-contract=off).
 *
 * Built twice by build.sh, with and without RELAXED. The layout of weights is that of scripts/meaning/buildModel.py.
 */
#include <stdint.h>
#include <wasm_simd128.h>

#define HIDDEN 384
#define INNER 1536
#define LAYERS 12
#define HEADS 12
#define HEAD 32
#define BLOCK 32
#define TOKENS 256 /* most that a batch holds, of one text or of several */
#define TEXTS 64   /* most texts a batch holds */
#define ADAPTED 6  /* layers that are adapted, the last ones */
#define RANK 16    /* numbers that an adapter goes through */
#define ROW_BYTES (HIDDEN / BLOCK * 18)

#define EXPORT(name) __attribute__((export_name(name)))
#define INLINE static inline __attribute__((always_inline))

/* Matrices of a layer, one after the other: query, key and value in one; attention's output; inner; outer. */
#define QKV (3 * HIDDEN)
#define LAYER_NUMBERS (QKV * HIDDEN + HIDDEN * HIDDEN + 2 * HIDDEN * INNER)
/* Vectors of a layer: qkv bias; output bias; norm weight, bias; inner bias; outer bias; norm weight, bias. */
#define LAYER_VECTORS (QKV + HIDDEN + 2 * HIDDEN + INNER + HIDDEN + 2 * HIDDEN)

/* The adapters of a layer, those of each matrix: [columns][RANK], then [RANK][rows]. */
#define LAYER_ADAPTERS (RANK * (HIDDEN + QKV + 2 * HIDDEN + 2 * (HIDDEN + INNER)))

typedef struct { uint16_t scale; uint8_t nibbles[16]; } __attribute__((packed)) Block;

static uint8_t weights[LAYERS * LAYER_NUMBERS / 2] __attribute__((aligned(64)));
static float scales[LAYERS * LAYER_NUMBERS / BLOCK] __attribute__((aligned(64)));
static float vectors[2 * HIDDEN + LAYERS * LAYER_VECTORS] __attribute__((aligned(64)));
static float adapters[ADAPTED * LAYER_ADAPTERS] __attribute__((aligned(64)));
static float positions[TOKENS * HIDDEN] __attribute__((aligned(64)));
static uint16_t halves[LAYER_NUMBERS / BLOCK] __attribute__((aligned(64)));

static Block rows[TOKENS * HIDDEN / BLOCK] __attribute__((aligned(64)));
static int32_t lengths[TEXTS];
static float results[TEXTS * HIDDEN] __attribute__((aligned(64)));

#ifdef RELAXED
typedef int8_t Activation;
#else
typedef int16_t Activation;
#endif
static Activation active[TOKENS * INNER] __attribute__((aligned(64)));
static float activeScales[TOKENS * INNER / BLOCK];
static int32_t activeOffsets[TOKENS * INNER / BLOCK];
static float state[TOKENS * HIDDEN] __attribute__((aligned(64)));
static float wide[TOKENS * INNER] __attribute__((aligned(64)));
static float narrow[TOKENS * HIDDEN] __attribute__((aligned(64)));
static float low[TOKENS * RANK] __attribute__((aligned(64)));
static float keys[HEAD * TOKENS] __attribute__((aligned(64)));
static float attention[TOKENS] __attribute__((aligned(64)));

EXPORT("weights") uint8_t *weightsAt(void) { return weights; }
EXPORT("vectors") float *vectorsAt(void) { return vectors; }
EXPORT("adapters") float *adaptersAt(void) { return adapters; }
EXPORT("positions") float *positionsAt(void) { return positions; }
EXPORT("halves") uint16_t *halvesAt(void) { return halves; }
EXPORT("rows") Block *rowsAt(void) { return rows; }
EXPORT("lengths") int32_t *lengthsAt(void) { return lengths; }
EXPORT("results") float *resultsAt(void) { return results; }

/* A half-precision number as a float, exactly. */
INLINE float fromHalf(uint16_t half) {
  union { uint32_t bits; float value; } magnitude = { .bits = (uint32_t)(half & 0x7fff) << 13 };
  float value = magnitude.value * 0x1p112f;
  return half & 0x8000 ? -value : value;
}

/* Widens the scales of one layer, which the caller has put into `halves`. */
EXPORT("takeScales") void takeScales(int32_t layer) {
  float *out = scales + layer * (LAYER_NUMBERS / BLOCK);
  for (int i = 0; i < LAYER_NUMBERS / BLOCK; i++) out[i] = fromHalf(halves[i]);
}

INLINE float sumOf(v128_t v) {
  return (wasm_f32x4_extract_lane(v, 0) + wasm_f32x4_extract_lane(v, 1)) +
         (wasm_f32x4_extract_lane(v, 2) + wasm_f32x4_extract_lane(v, 3));
}

INLINE float largestOf(v128_t v) {
  v = wasm_f32x4_max(v, wasm_i32x4_shuffle(v, v, 2, 3, 0, 1));
  v = wasm_f32x4_max(v, wasm_i32x4_shuffle(v, v, 1, 0, 3, 2));
  return wasm_f32x4_extract_lane(v, 0);
}

#define MUL wasm_f32x4_mul
#define ADD wasm_f32x4_add
#define SUB wasm_f32x4_sub
#define ALL wasm_f32x4_splat

/* e to the x, to about one unit in the last place. */
INLINE v128_t power(v128_t x) {
  x = wasm_f32x4_max(wasm_f32x4_min(x, ALL(88.0f)), ALL(-87.0f));
  v128_t n = wasm_f32x4_nearest(MUL(x, ALL(1.44269504088896341f)));
  v128_t r = SUB(SUB(x, MUL(n, ALL(0.693359375f))), MUL(n, ALL(-2.12194440e-4f)));
  v128_t p = ALL(1.9875691500e-4f);
  p = ADD(MUL(p, r), ALL(1.3981999507e-3f));
  p = ADD(MUL(p, r), ALL(8.3334519073e-3f));
  p = ADD(MUL(p, r), ALL(4.1665795894e-2f));
  p = ADD(MUL(p, r), ALL(1.6666665459e-1f));
  p = ADD(MUL(p, r), ALL(5.0000001201e-1f));
  p = ADD(ADD(MUL(p, MUL(r, r)), r), ALL(1.0f));
  v128_t exponent = wasm_i32x4_shl(wasm_i32x4_add(wasm_i32x4_trunc_sat_f32x4(n), wasm_i32x4_splat(127)), 23);
  return MUL(p, exponent);
}

/* x times the normal distribution's share below x, by Abramowitz and Stegun 7.1.26. */
INLINE v128_t gelu(v128_t x) {
  v128_t half = MUL(x, ALL(0.5f));
  v128_t z = wasm_f32x4_abs(MUL(x, ALL(0.70710678118654752f)));
  v128_t t = wasm_f32x4_div(ALL(1.0f), ADD(ALL(1.0f), MUL(ALL(0.3275911f), z)));
  v128_t p = ALL(1.061405429f);
  p = ADD(MUL(p, t), ALL(-1.453152027f));
  p = ADD(MUL(p, t), ALL(1.421413741f));
  p = ADD(MUL(p, t), ALL(-0.284496736f));
  p = ADD(MUL(p, t), ALL(0.254829592f));
  v128_t e = SUB(ALL(1.0f), MUL(MUL(p, t), power(wasm_f32x4_neg(MUL(z, z)))));
  v128_t sign = wasm_v128_and(x, wasm_i32x4_splat((int32_t)0x80000000));
  return ADD(half, MUL(half, wasm_v128_or(e, sign)));
}

/* Quantises `count` rows of `columns` numbers into `active`, in blocks of 32 with a scale each. */
static void quantise(const float *from, int count, int columns) {
  int blocks = count * columns / BLOCK;
  for (int b = 0; b < blocks; b++, from += BLOCK) {
    v128_t most = ALL(0.0f);
    for (int i = 0; i < BLOCK; i += 4) most = wasm_f32x4_max(most, wasm_f32x4_abs(wasm_v128_load(from + i)));
    float largest = largestOf(most);
    float factor = largest > 1e-30f ? 127.0f / largest : 0.0f;
    v128_t sum = wasm_i32x4_splat(0);
    for (int i = 0; i < BLOCK; i += 8) {
      v128_t low = wasm_i32x4_trunc_sat_f32x4(wasm_f32x4_nearest(MUL(wasm_v128_load(from + i), ALL(factor))));
      v128_t high = wasm_i32x4_trunc_sat_f32x4(wasm_f32x4_nearest(MUL(wasm_v128_load(from + i + 4), ALL(factor))));
      sum = wasm_i32x4_add(sum, wasm_i32x4_add(low, high));
      v128_t both = wasm_i16x8_narrow_i32x4(low, high);
#ifdef RELAXED
      wasm_v128_store64_lane(active + b * BLOCK + i, wasm_i8x16_narrow_i16x8(both, both), 0);
#else
      wasm_v128_store(active + b * BLOCK + i, both);
#endif
    }
    activeScales[b] = largest / 127.0f;
    activeOffsets[b] = -8 * (wasm_i32x4_extract_lane(sum, 0) + wasm_i32x4_extract_lane(sum, 1) +
                             wasm_i32x4_extract_lane(sum, 2) + wasm_i32x4_extract_lane(sum, 3));
  }
}

/* Four outputs of `many` tokens. A block of weights is 4 rows by 32 columns: byte 4 r + i of vector j holds columns
 * 8 j + i (low) and 8 j + 4 + i (high) of row r. */
INLINE void tile(const int many, const uint8_t *weight, const float *scale, int token, int columns, v128_t bias,
                 float *out, int stride) {
  const v128_t low = wasm_i8x16_splat(15);
  const int blocks = columns / BLOCK;
  v128_t sum[4];
  for (int t = 0; t < many; t++) sum[t] = ALL(0.0f);
  for (int b = 0; b < blocks; b++, weight += 64, scale += 4) {
    const Activation *from = active + token * columns + b * BLOCK;
    v128_t dot[4];
#ifdef RELAXED
    /* Pairs are summed in 16 bits: 8 times 2 * 127 * 15 is 30,480. */
    v128_t pairs[4];
    for (int t = 0; t < many; t++) pairs[t] = wasm_i16x8_splat(0);
#pragma unroll
    for (int j = 0; j < 4; j++) {
      v128_t packed = wasm_v128_load(weight + 16 * j);
      v128_t first = wasm_v128_and(packed, low);
      v128_t second = wasm_v128_and(wasm_u16x8_shr(packed, 4), low);
      for (int t = 0; t < many; t++) {
        const Activation *at = from + t * columns + 8 * j;
        pairs[t] = wasm_i16x8_add(pairs[t], wasm_i16x8_relaxed_dot_i8x16_i7x16(wasm_v128_load32_splat(at), first));
        pairs[t] = wasm_i16x8_add(pairs[t], wasm_i16x8_relaxed_dot_i8x16_i7x16(wasm_v128_load32_splat(at + 4), second));
      }
    }
    for (int t = 0; t < many; t++)
      dot[t] = wasm_i32x4_add(wasm_i32x4_extadd_pairwise_i16x8(pairs[t]), wasm_i32x4_splat(activeOffsets[(token + t) * blocks + b]));
#else
    v128_t upper[4], lower[4];
    for (int t = 0; t < many; t++) upper[t] = lower[t] = wasm_i32x4_splat(0);
#pragma unroll
    for (int j = 0; j < 4; j++) {
      v128_t packed = wasm_v128_load(weight + 16 * j);
      v128_t nibbles[2] = { wasm_v128_and(packed, low), wasm_v128_and(wasm_u16x8_shr(packed, 4), low) };
#pragma unroll
      for (int h = 0; h < 2; h++) {
        v128_t first = wasm_u16x8_extend_low_u8x16(nibbles[h]), second = wasm_u16x8_extend_high_u8x16(nibbles[h]);
        for (int t = 0; t < many; t++) {
          v128_t at = wasm_v128_load64_splat(from + t * columns + 8 * j + 4 * h);
          upper[t] = wasm_i32x4_add(upper[t], wasm_i32x4_dot_i16x8(at, first));
          lower[t] = wasm_i32x4_add(lower[t], wasm_i32x4_dot_i16x8(at, second));
        }
      }
    }
    for (int t = 0; t < many; t++) {
      v128_t even = wasm_i32x4_shuffle(upper[t], lower[t], 0, 2, 4, 6), odd = wasm_i32x4_shuffle(upper[t], lower[t], 1, 3, 5, 7);
      dot[t] = wasm_i32x4_add(wasm_i32x4_add(even, odd), wasm_i32x4_splat(activeOffsets[(token + t) * blocks + b]));
    }
#endif
    v128_t by = wasm_v128_load(scale);
    for (int t = 0; t < many; t++) {
      v128_t part = MUL(wasm_f32x4_convert_i32x4(dot[t]), by);
      sum[t] = ADD(sum[t], MUL(part, ALL(activeScales[(token + t) * blocks + b])));
    }
  }
  for (int t = 0; t < many; t++) wasm_v128_store(out + (token + t) * stride, ADD(sum[t], bias));
}

/* out[token][row] = active[token] . weights[row] + bias[row]; `first` counts the numbers of weights before this matrix. */
static void multiply(int first, int columns, int height, int count, const float *bias, float *out) {
  const uint8_t *weight = weights + first / 2;
  const float *scale = scales + first / BLOCK;
  for (int row = 0; row < height; row += 4, weight += 2 * columns, scale += columns / BLOCK * 4) {
    v128_t add = wasm_v128_load(bias + row);
    int token = 0;
    for (; token + 4 <= count; token += 4) tile(4, weight, scale, token, columns, add, out + row, height);
    if (count - token == 3) tile(3, weight, scale, token, columns, add, out + row, height);
    if (count - token == 2) tile(2, weight, scale, token, columns, add, out + row, height);
    if (count - token == 1) tile(1, weight, scale, token, columns, add, out + row, height);
  }
}

/* The first half of an adapter: low = adapter . from, for each token. Null: nothing is adapted. */
static void narrowDown(const float *adapter, const float *from, int columns, int count) {
  if (!adapter) return;
  for (int token = 0; token < count; token++, from += columns) {
    v128_t sum[RANK / 4];
#pragma unroll
    for (int r = 0; r < RANK / 4; r++) sum[r] = ALL(0.0f);
    const float *at = adapter;
    for (int i = 0; i < columns; i++, at += RANK) {
      v128_t value = ALL(from[i]);
#pragma unroll
      for (int r = 0; r < RANK / 4; r++) sum[r] = ADD(sum[r], MUL(value, wasm_v128_load(at + 4 * r)));
    }
#pragma unroll
    for (int r = 0; r < RANK / 4; r++) wasm_v128_store(low + token * RANK + 4 * r, sum[r]);
  }
}

/* The second half: out += adapter . low. The adapter that follows; null as above. */
static const float *widen(const float *adapter, int columns, int height, int count, float *out) {
  if (!adapter) return 0;
  adapter += columns * RANK;
  for (int token = 0; token < count; token++, out += height)
    for (int row = 0; row < height; row += 4) {
      v128_t sum = wasm_v128_load(out + row);
      for (int r = 0; r < RANK; r++)
        sum = ADD(sum, MUL(ALL(low[token * RANK + r]), wasm_v128_load(adapter + r * height + row)));
      wasm_v128_store(out + row, sum);
    }
  return adapter + RANK * height;
}

/* state = normalised(state + add), row by row, in place. */
static void normalise(const float *add, int count, const float *weight, const float *bias) {
  for (int token = 0; token < count; token++) {
    float *x = state + token * HIDDEN;
    v128_t sum = ALL(0.0f), squares = ALL(0.0f);
    for (int i = 0; i < HIDDEN; i += 4) {
      v128_t value = wasm_v128_load(x + i);
      if (add) value = ADD(value, wasm_v128_load(add + token * HIDDEN + i));
      wasm_v128_store(x + i, value);
      sum = ADD(sum, value);
    }
    v128_t mean = ALL(sumOf(sum) / (float)HIDDEN);
    for (int i = 0; i < HIDDEN; i += 4) {
      v128_t value = SUB(wasm_v128_load(x + i), mean);
      wasm_v128_store(x + i, value);
      squares = ADD(squares, MUL(value, value));
    }
    v128_t factor = ALL(1.0f / __builtin_sqrtf(sumOf(squares) / (float)HIDDEN + 1e-12f));
    for (int i = 0; i < HIDDEN; i += 4) {
      v128_t value = MUL(MUL(wasm_v128_load(x + i), factor), wasm_v128_load(weight + i));
      wasm_v128_store(x + i, ADD(value, wasm_v128_load(bias + i)));
    }
  }
}

/* The attention of one text, from `wide` (query, key, value of each token) into `narrow`. */
static void attend(int start, int count) {
  int padded = (count + 3) & ~3;
  for (int head = 0; head < HEADS; head++) {
    const float *query = wide + start * QKV + head * HEAD, *key = query + HIDDEN, *value = key + HIDDEN;
    for (int j = 0; j < padded; j++)
      for (int d = 0; d < HEAD; d++) keys[d * padded + j] = j < count ? key[j * QKV + d] : 0.0f;
    for (int i = 0; i < count; i++, query += QKV) {
      v128_t most = ALL(-1e30f);
      for (int j = 0; j < padded; j += 4) {
        v128_t sum = ALL(0.0f);
        for (int d = 0; d < HEAD; d++) sum = ADD(sum, MUL(ALL(query[d]), wasm_v128_load(keys + d * padded + j)));
        sum = MUL(sum, ALL(0.17677669529663689f));
        wasm_v128_store(attention + j, sum);
        if (j + 4 <= count) most = wasm_f32x4_max(most, sum);
      }
      float largest = largestOf(most);
      for (int j = count & ~3; j < count; j++) largest = attention[j] > largest ? attention[j] : largest;
      v128_t total = ALL(0.0f);
      for (int j = 0; j < padded; j += 4) {
        wasm_v128_store(attention + j, power(SUB(wasm_v128_load(attention + j), ALL(largest))));
        for (int k = count; k < j + 4; k++) attention[k] = 0.0f;
        total = ADD(total, wasm_v128_load(attention + j));
      }
      v128_t by = ALL(1.0f / sumOf(total));
      v128_t out[HEAD / 4];
#pragma unroll
      for (int d = 0; d < HEAD / 4; d++) out[d] = ALL(0.0f);
      for (int j = 0; j < count; j++) {
        v128_t share = ALL(attention[j]);
#pragma unroll
        for (int d = 0; d < HEAD / 4; d++)
          out[d] = ADD(out[d], MUL(share, wasm_v128_load(value + j * QKV + 4 * d)));
      }
#pragma unroll
      for (int d = 0; d < HEAD / 4; d++)
        wasm_v128_store(narrow + (start + i) * HIDDEN + head * HEAD + 4 * d, MUL(out[d], by));
    }
  }
}

/* Reads the pieces' rows, adds their positions in their texts. */
static void embed(int texts) {
  int token = 0;
  for (int text = 0; text < texts; text++)
    for (int place = 0; place < lengths[text]; place++, token++)
      for (int b = 0; b < HIDDEN / BLOCK; b++) {
        const Block *block = rows + token * (HIDDEN / BLOCK) + b;
        float scale = fromHalf(block->scale);
        float *out = state + token * HIDDEN + b * BLOCK;
        const float *at = positions + place * HIDDEN + b * BLOCK;
        for (int i = 0; i < 16; i++) {
          out[i] = (float)((block->nibbles[i] & 15) - 8) * scale + at[i];
          out[i + 16] = (float)((block->nibbles[i] >> 4) - 8) * scale + at[i + 16];
        }
      }
}

/* Puts the mean of each text's tokens, of length one, into `results`. */
static void pool(int texts) {
  const float *x = state;
  for (int text = 0; text < texts; text++) {
    float *out = results + text * HIDDEN;
    v128_t squares = ALL(0.0f);
    for (int i = 0; i < HIDDEN; i += 4) {
      v128_t sum = ALL(0.0f);
      for (int place = 0; place < lengths[text]; place++) sum = ADD(sum, wasm_v128_load(x + place * HIDDEN + i));
      wasm_v128_store(out + i, sum);
      squares = ADD(squares, MUL(sum, sum));
    }
    v128_t by = ALL(1.0f / __builtin_sqrtf(sumOf(squares)));
    for (int i = 0; i < HIDDEN; i += 4) wasm_v128_store(out + i, MUL(wasm_v128_load(out + i), by));
    x += lengths[text] * HIDDEN;
  }
}

/* Turns `rows`, the pieces of `texts` texts of `lengths`, into `results`; `adapted`: by the adapters, too. The caller keeps to
 * TOKENS and TEXTS. */
EXPORT("run") void run(int32_t texts, int32_t adapted) {
  int count = 0;
  for (int text = 0; text < texts; text++) count += lengths[text];
  embed(texts);
  normalise(0, count, vectors, vectors + HIDDEN);
  for (int layer = 0; layer < LAYERS; layer++) {
    const float *vector = vectors + 2 * HIDDEN + layer * LAYER_VECTORS;
    const int beyond = layer - (LAYERS - ADAPTED);
    const float *adapter = adapted && beyond >= 0 ? adapters + beyond * LAYER_ADAPTERS : 0;
    int matrix = layer * LAYER_NUMBERS;
    quantise(state, count, HIDDEN);
    narrowDown(adapter, state, HIDDEN, count);
    multiply(matrix, HIDDEN, QKV, count, vector, wide);
    adapter = widen(adapter, HIDDEN, QKV, count, wide);
    vector += QKV, matrix += QKV * HIDDEN;
    for (int text = 0, start = 0; text < texts; start += lengths[text++]) attend(start, lengths[text]);
    quantise(narrow, count, HIDDEN);
    narrowDown(adapter, narrow, HIDDEN, count);
    multiply(matrix, HIDDEN, HIDDEN, count, vector, narrow);
    adapter = widen(adapter, HIDDEN, HIDDEN, count, narrow);
    vector += HIDDEN, matrix += HIDDEN * HIDDEN;
    normalise(narrow, count, vector, vector + HIDDEN);
    vector += 2 * HIDDEN;
    quantise(state, count, HIDDEN);
    narrowDown(adapter, state, HIDDEN, count);
    multiply(matrix, HIDDEN, INNER, count, vector, wide);
    adapter = widen(adapter, HIDDEN, INNER, count, wide);
    vector += INNER, matrix += HIDDEN * INNER;
    for (int i = 0; i < count * INNER; i += 4) wasm_v128_store(wide + i, gelu(wasm_v128_load(wide + i)));
    quantise(wide, count, INNER);
    narrowDown(adapter, wide, INNER, count);
    multiply(matrix, INNER, HIDDEN, count, vector, narrow);
    adapter = widen(adapter, INNER, HIDDEN, count, narrow);
    vector += HIDDEN;
    normalise(narrow, count, vector, vector + HIDDEN);
  }
  pool(texts);
}
