import { describe } from 'vitest';
import { killAtProviders } from './kill-five.ts';

describe('whoever dies at any call', () => killAtProviders(['felloh', 'allpay']));
