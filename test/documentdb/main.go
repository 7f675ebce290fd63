// FerretDB as one small program: it speaks the MongoDB protocol on one side and asks PostgreSQL with the DocumentDB
// extension on the other. The store tests need a server that other people wrote; this is how they get one without a
// MongoDB installation.
package main

import (
	"context"
	"flag"
	"log"
	"os"
	"os/signal"
	"syscall"

	"github.com/FerretDB/FerretDB/v2/ferretdb"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:27217", "where clients connect")
	postgres := flag.String("postgres", "", "URL of the PostgreSQL server that has DocumentDB")
	state := flag.String("state", "", "folder that remembers the choice not to send telemetry")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	telemetry := false
	server, err := ferretdb.New(&ferretdb.Config{
		ListenAddr:    *listen,
		PostgreSQLURL: *postgres,
		StateDir:      *state,
		Telemetry:     &telemetry,
		LogOutput:     os.Stderr,
	})
	if err != nil {
		log.Fatal(err)
	}
	server.Run(ctx)
}
