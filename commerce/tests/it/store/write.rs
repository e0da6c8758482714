//! Writers of the same rows behave as if they took turns.

use commerce::on_both_databases;
use commerce::store::{Store, StoreError};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ConnectionTrait, ExprTrait as _};

/// A row that counts: the guards table serves as a counter here.
async fn count(db: &impl ConnectionTrait) -> Result<i64, StoreError> {
    let select = Query::select().column("passed_at").from("guards").and_where(Expr::col("name").eq("n")).to_owned();
    Ok(db.query_one(&select).await?.expect("the row is there").try_get_by(0)?)
}

async fn start(store: &Store) {
    let insert = "INSERT INTO guards (name, passed_at) VALUES ('n', 0)";
    store.write(|tx| async move { Ok::<_, StoreError>(tx.execute_unprepared(insert).await?) }).await.unwrap();
}

/// Reads, thinks, writes back one more: loses updates unless writers take turns.
async fn add_one(store: Store) -> Result<(), StoreError> {
    store
        .write(|tx| async move {
            let seen = count(&tx).await?;
            tokio::task::yield_now().await;
            let update = Query::update().table("guards").value("passed_at", seen + 1).to_owned();
            tx.execute(&update).await?;
            Ok(())
        })
        .await
}

on_both_databases! {
    async fn no_update_is_lost(world: &World) {
        start(&world.store).await;
        let other = world.another_process(2).await;
        let mut writers = tokio::task::JoinSet::new();
        for n in 0..24 {
            writers.spawn(add_one(if n % 2 == 0 { world.store.clone() } else { other.clone() }));
        }
        let mut done = 0;
        while let Some(result) = writers.join_next().await {
            result.unwrap().unwrap();
            done += 1;
        }
        assert_eq!(count(world.store.read()).await.unwrap(), done);
        other.close().await.unwrap();
    }

    async fn nothing_remains_of_a_refused_transaction(world: &World) {
        start(&world.store).await;
        let refused: Result<(), StoreError> = world
            .store
            .write(|tx| async move {
                tx.execute_unprepared("UPDATE guards SET passed_at = 9").await?;
                Err(StoreError::Missing { what: "reason", id: "none".to_owned() })
            })
            .await;
        assert!(matches!(refused, Err(StoreError::Missing { .. })));
        assert_eq!(count(world.store.read()).await.unwrap(), 0);
    }

    async fn readers_cannot_write(world: &World) {
        let written = world.store.read().execute_unprepared("INSERT INTO guards VALUES ('x', 1)").await;
        assert!(written.is_err(), "a reader wrote");
    }

    async fn a_key_that_is_there_is_refused(world: &World) {
        start(&world.store).await;
        let again = world
            .store
            .write(|tx| async move {
                tx.execute_unprepared("INSERT INTO guards (name, passed_at) VALUES ('n', 5)").await?;
                Ok(())
            })
            .await;
        assert!(matches!(again, Err(StoreError::Unique(_))), "{again:?}");
    }

    async fn a_transaction_that_looked_first_finds_what_another_inserted(world: &World) {
        // Each looks, and inserts only what it did not see: with turns taken, one inserts and the others see it.
        async fn insert_once(store: Store) -> Result<bool, StoreError> {
            store
                .write(|tx| async move {
                    let look = Query::select().expr(Expr::val(1)).from("guards").to_owned();
                    if tx.query_one(&look).await?.is_some() {
                        return Ok(false);
                    }
                    tokio::task::yield_now().await;
                    tx.execute_unprepared("INSERT INTO guards (name, passed_at) VALUES ('n', 0)").await?;
                    Ok(true)
                })
                .await
        }
        let mut writers = tokio::task::JoinSet::new();
        for _ in 0..8 {
            writers.spawn(insert_once(world.store.clone()));
        }
        let mut inserted = 0;
        while let Some(result) = writers.join_next().await {
            inserted += i32::from(result.unwrap().unwrap());
        }
        assert_eq!(inserted, 1);
    }

    async fn a_guard_makes_writers_of_different_rows_take_turns(world: &World) {
        // At most three rows, counted before inserting: no index can say so.
        async fn insert_below_three(store: Store, name: String) -> Result<bool, StoreError> {
            let name = name.as_str();
            store
                .write(|tx| async move {
                    tx.guard("three").await?;
                    let all = Query::select().expr(Expr::cust("COUNT(*)")).from("quotes").to_owned();
                    let row = tx.query_one(&all).await?.expect("a count");
                    if row.try_get_by::<i64, _>(0)? >= 3 {
                        return Ok(false);
                    }
                    tokio::task::yield_now().await;
                    let insert = Query::insert()
                        .into_table("quotes")
                        .columns(["hash", "canonical", "created_at"])
                        .values_panic([name.into(), "{}".into(), 0_i64.into()])
                        .to_owned();
                    tx.execute(&insert).await?;
                    Ok(true)
                })
                .await
        }
        let mut writers = tokio::task::JoinSet::new();
        for n in 0..10 {
            writers.spawn(insert_below_three(world.store.clone(), n.to_string()));
        }
        let mut inserted = 0;
        while let Some(result) = writers.join_next().await {
            inserted += i32::from(result.unwrap().unwrap());
        }
        assert_eq!(inserted, 3);
    }
}
