import { describe } from 'vitest';
import { killEverywhere } from './kill.ts';

describe('whoever dies just before a call is sent', () => killEverywhere('dead-before'));
