# Sourced by scripts/run and scripts/dev: the environment of the demo shop, and its payment provider's stand-in.
# Data and keys are kept in data/, so that a restart changes nothing; remove the directory to begin anew.

port=${KASSA_DEMO_PORT:-8080}
provider_port=${KASSA_DEMO_PROVIDER_PORT:-8081}
shop=http://localhost:$port
# Another host name than the shop's, so that the provider is another site for the browser, as a real one is.
provider=http://127.0.0.1:$provider_port

mkdir -p data
draw() { od -An -N "$1" -tx1 /dev/urandom | tr -d ' \n'; }
if [ ! -f data/demo.env ]; then
  umask 077
  cat >data/demo.env <<KEYS
KASSA_GATEWAY_KEY=sk_test_$(draw 16)
KASSA_GATEWAY_WEBHOOK_SECRET=whsec_$(head -c 32 /dev/urandom | base64)
KASSA_SERVER_KEY=$(draw 32)
KASSA_LICENCE_KEY=$(draw 32)
KEYS
fi
set -a
. data/demo.env
KASSA_MODE=demo
KASSA_LISTEN=127.0.0.1:$port
KASSA_BASE_URL=$shop
KASSA_DATABASE_URL=${KASSA_DATABASE_URL:-sqlite:data/kassa.db}
KASSA_GATEWAY_URL=$provider
set +a

# in_use PORT: whether somebody listens there.
in_use() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
# ports_are_free: stops with the fix where one is taken.
ports_are_free() {
  local taken
  for taken in "$port" "$provider_port"; do
    if in_use "$taken"; then
      printf 'run: port %s is taken\n     fix: KASSA_DEMO_PORT and KASSA_DEMO_PROVIDER_PORT name others\n' "$taken" >&2
      exit 1
    fi
  done
}

# start_provider BINARY: starts the stand-in in the background.
start_provider() {
  "$1" sandbox --listen "127.0.0.1:$provider_port" --base-url "$provider" --store data/sandbox.db \
    --merchant "$shop" --webhook-url "$shop/webhooks/sandbox" >/dev/null &
}

say_what_to_try() {
  cat <<TEXT

  The shop        $shop
  Sent mail       $shop/dev/mail
  Payments        $provider
  Staff           $shop/staff: sign in as sam@kassa.example (support) or ida@kassa.example (administration)

  Cards           4242 4242 4242 4242   is charged
  (any CVC,       4000 0025 0000 3155   asks for 3-D Secure
  any date        4000 0000 0000 0002   is declined
  to come)        4000 0000 0000 9995   lacks the funds
                  4000 0000 0000 0341   is saved, and declined when charged

  Coupons         WELCOME15, TEAM100 (from 20 seats, in USD)
  Another day     scripts/demo clock advance 30d

  Ctrl-C stops it; data/ keeps everything.

TEXT
}
