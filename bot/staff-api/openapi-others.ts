const text = (name: string, where: 'path' | 'query') => ({
  name,
  in: where,
  required: where === 'path',
  schema: { type: 'string' },
});
const bearer = [{ directLine: [] }];
const problem = {
  description: 'Refused; RFC 9457.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
const replies = (status: string, description: string) => ({ [status]: { description }, default: problem });
const talk = text('conversationId', 'path');

/** The paths that are no part of the staff API, briefly: the residents' Direct Line 3.0 channel, and health. */
export const OTHER_PATHS = {
  '/v3/directline/tokens/generate': {
    post: {
      summary: 'A token for a new conversation.',
      responses: replies('200', 'conversationId, token, expires_in.'),
    },
  },
  '/v3/directline/tokens/refresh': {
    post: {
      summary: 'A new token for the same conversation.',
      security: bearer,
      responses: replies('200', 'A token.'),
    },
  },
  '/v3/directline/conversations': {
    post: {
      summary: 'Starts the conversation of a token.',
      security: bearer,
      responses: replies('201', 'With streamUrl.'),
    },
  },
  '/v3/directline/conversations/{conversationId}': {
    get: {
      summary: 'Goes on with a conversation.',
      security: bearer,
      parameters: [talk, text('watermark', 'query')],
      responses: replies('200', 'With a new streamUrl.'),
    },
  },
  '/v3/directline/conversations/{conversationId}/activities': {
    get: {
      summary: 'What was said since the watermark.',
      security: bearer,
      parameters: [talk, text('watermark', 'query')],
      responses: replies('200', 'activities and watermark.'),
    },
    post: {
      summary: 'Says something; answered when it is stored.',
      security: bearer,
      parameters: [talk],
      responses: replies('200', 'The id of the activity.'),
    },
  },
  '/v3/directline/conversations/{conversationId}/stream': {
    get: {
      summary: 'WebSocket: activities as they are said.',
      parameters: [talk, text('t', 'query'), text('watermark', 'query')],
      responses: replies('101', 'Switching protocols.'),
    },
  },
  '/v3/directline/conversations/{conversationId}/upload': {
    post: {
      summary: 'Refused: files are not taken.',
      security: bearer,
      parameters: [talk],
      responses: { default: problem },
    },
  },
  '/health/live': { get: { summary: 'The process runs.', responses: replies('200', 'It does.') } },
  '/health/ready': { get: { summary: 'Messages can be stored.', responses: replies('200', 'They can.') } },
} as const;
