//! How our types are columns: instants as microseconds, everything else as text.
//!
//! One newtype for each way of storing, because neither our types nor SeaORM's traits belong to this crate:
//! [`Micros`] for instants, [`Text`] for whatever prints and reads itself (ids, dates, countries, hashes), [`Json`] for
//! whatever serialises (the state of an aggregate).

use std::any::type_name;
use std::fmt::Display;
use std::str::FromStr;

use jiff::Timestamp;
use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, ValueType, ValueTypeErr};
use sea_orm::{ColIdx, DbErr, QueryResult, TryFromU64, TryGetError, TryGetable, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// An instant, stored as microseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Micros(pub Timestamp);

/// Anything that reads back from what it prints, stored as that text. An id, a date (ISO 8601), a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Text<T>(pub T);

/// Anything that serialises, stored as JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json<T>(pub T);

impl From<Timestamp> for Micros {
    fn from(instant: Timestamp) -> Self {
        Self(instant)
    }
}

impl<T> From<T> for Text<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> From<T> for Json<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

fn unreadable<T>(reason: impl Display) -> TryGetError {
    TryGetError::DbErr(DbErr::Type(format!("not a {}: {reason}", type_name::<T>())))
}

impl From<Micros> for Value {
    fn from(value: Micros) -> Self {
        value.0.as_microsecond().into()
    }
}

impl TryGetable for Micros {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let micros = i64::try_get_by(row, index)?;
        Timestamp::from_microsecond(micros).map(Self).map_err(unreadable::<Timestamp>)
    }
}

impl<T: Display> From<Text<T>> for Value {
    fn from(value: Text<T>) -> Self {
        value.0.to_string().into()
    }
}

impl<T: FromStr<Err: Display>> TryGetable for Text<T> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let text = String::try_get_by(row, index)?;
        text.parse().map(Self).map_err(unreadable::<T>)
    }
}

impl<T: Serialize> From<Json<T>> for Value {
    fn from(value: Json<T>) -> Self {
        serde_json::to_string(&value.0).expect("stored types serialise: their maps have text keys").into()
    }
}

impl<T: DeserializeOwned> TryGetable for Json<T> {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let text = String::try_get_by(row, index)?;
        serde_json::from_str(&text).map(Self).map_err(unreadable::<T>)
    }
}

macro_rules! stored_as {
    ($base:ty, $column:expr, $name:ty $(, $param:ident: $($bound:tt)+)?) => {
        impl$(<$param: $($bound)+>)? ValueType for $name {
            fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
                let base = <$base as ValueType>::try_from(value)?;
                read_base(base)
            }
            fn type_name() -> String {
                <$base as ValueType>::type_name()
            }
            fn array_type() -> ArrayType {
                <$base as ValueType>::array_type()
            }
            fn column_type() -> ColumnType {
                $column
            }
        }

        impl$(<$param: $($bound)+>)? Nullable for $name {
            fn null() -> Value {
                <$base as Nullable>::null()
            }
        }

        impl$(<$param: $($bound)+>)? sea_orm::IntoActiveValue<$name> for $name {
            fn into_active_value(self) -> sea_orm::ActiveValue<Self> {
                sea_orm::ActiveValue::Set(self)
            }
        }

        impl$(<$param: $($bound)+>)? TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, DbErr> {
                Err(DbErr::ConvertFromU64(type_name::<Self>()))
            }
        }
    };
}

/// Reads a value from what it is stored as.
trait FromBase<B>: Sized {
    fn from_base(base: B) -> Option<Self>;
}
fn read_base<B, T: FromBase<B>>(base: B) -> Result<T, ValueTypeErr> {
    T::from_base(base).ok_or(ValueTypeErr)
}
impl FromBase<i64> for Micros {
    fn from_base(base: i64) -> Option<Self> {
        Timestamp::from_microsecond(base).ok().map(Self)
    }
}
impl<T: FromStr> FromBase<String> for Text<T> {
    fn from_base(base: String) -> Option<Self> {
        base.parse().ok().map(Self)
    }
}
impl<T: DeserializeOwned> FromBase<String> for Json<T> {
    fn from_base(base: String) -> Option<Self> {
        serde_json::from_str(&base).ok().map(Self)
    }
}

stored_as!(i64, ColumnType::BigInteger, Micros);
stored_as!(String, ColumnType::Text, Text<T>, T: FromStr + Display);
stored_as!(String, ColumnType::Text, Json<T>, T: DeserializeOwned + Serialize);
