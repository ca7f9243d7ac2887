// Judges JSON on standard input, one a line, by the schema in the argument.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';

const validate = new Ajv({ strict: false, allErrors: false }).compile(JSON.parse(readFileSync(process.argv[2], 'utf8')));
for (const line of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const ok = validate(JSON.parse(line));
  console.log(ok ? 'ok' : JSON.stringify(validate.errors.slice(-3)));
}
