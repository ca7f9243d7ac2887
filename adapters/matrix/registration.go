package matrix

import (
	"encoding/base64"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Registration is the file by which a homeserver's administrator makes the bot
// an application service: a login without a password, and no rate limits. The
// bot asks for its events as any client does, because that works with
// encryption everywhere, so the homeserver has nothing to push. token is the
// secret the bot logs in with; empty, a new one is made and stands in the file.
func Registration(user, token string) (string, error) {
	if !userShape.MatchString(user) {
		return "", fmt.Errorf("matrix.user is %q: write the bot's user in full, as in @briefingbot:example.org", user)
	}
	if token == "" {
		token = secret()
	}
	local, _, _ := strings.Cut(strings.TrimPrefix(user, "@"), ":")
	return fmt.Sprintf(`# An application service for briefingbot. Give this file to the homeserver
# (Synapse: app_service_config_files; Dendrite: app_service_api.config_files),
# restart it, and start the bot with MATRIX_APP_TOKEN set to as_token.
id: briefingbot-%s
url: null # nothing is pushed: the bot asks
as_token: %s
hs_token: %s
sender_localpart: %s
rate_limited: false
namespaces:
  users:
    - exclusive: true
      regex: %s
  aliases: []
  rooms: []
`, local, strconv.Quote(token), strconv.Quote(secret()), strconv.Quote(local), "'"+regexp.QuoteMeta(user)+"'"), nil
}

// secret is 32 random bytes, to be written anywhere.
func secret() string { return base64.RawURLEncoding.EncodeToString(random(32)) }
