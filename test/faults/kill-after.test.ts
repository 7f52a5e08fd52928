import { describe } from 'vitest';
import { killEverywhere } from './kill.ts';

describe('whoever dies just after a call was carried out', () => killEverywhere('dead-after'));
