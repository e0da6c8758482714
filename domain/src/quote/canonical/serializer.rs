//! Serialises straight into the canonical form, without a tree in between: hashing is most of the cost of a quote.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::ops::Range;

use serde::ser::{self, Impossible, Serialize, Serializer};
use serde_json::Value;

use super::write_text;

/// The canonical text of a value, the member `left_out` of the outermost object not among it.
///
/// # Errors
/// A value that has no place in a quote: a fraction, bytes, a name of a member that is no text.
pub(super) fn to_text(value: &impl Serialize, left_out: Option<&'static str>) -> Result<String, NotCanonical> {
    let mut writer = Writer { out: String::with_capacity(2048), left_out };
    value.serialize(&mut writer)?;
    Ok(writer.out)
}

/// A value that cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("quotes hold texts, whole numbers, truth values, lists and objects only")]
pub(super) struct NotCanonical;

impl ser::Error for NotCanonical {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

struct Writer {
    out: String,
    /// Until the outermost value has begun.
    left_out: Option<&'static str>,
}

impl Writer {
    fn plain(&mut self, value: impl Display) -> Result<(), NotCanonical> {
        fmt::write(&mut self.out, format_args!("{value}")).map_err(|_| NotCanonical)
    }

    /// `{"variant":` of an enum variant that holds something; its end is a brace.
    fn variant(&mut self, name: &str) {
        self.left_out = None;
        self.out.push('{');
        write_text(name, &mut self.out);
        self.out.push(':');
    }
}

/// The items of a list.
struct List<'w> {
    writer: &'w mut Writer,
    first: bool,
}

/// The members of an object, written as they come and put in order at its end.
struct Object<'w> {
    writer: &'w mut Writer,
    /// Where the members begin in the text.
    start: usize,
    members: Vec<(Cow<'static, str>, Range<usize>)>,
    /// The name of a member whose value is still to come.
    name: Option<String>,
    left_out: Option<&'static str>,
    end: &'static str,
}

impl<'w> Object<'w> {
    fn begin(writer: &'w mut Writer, size: usize, end: &'static str) -> Self {
        let left_out = writer.left_out.take();
        writer.out.push('{');
        let start = writer.out.len();
        Self { writer, start, members: Vec::with_capacity(size), name: None, left_out, end }
    }

    fn member<T: Serialize + ?Sized>(&mut self, name: Cow<'static, str>, value: &T) -> Result<(), NotCanonical> {
        if self.left_out == Some(name.as_ref()) {
            return Ok(());
        }
        let start = self.writer.out.len();
        write_text(&name, &mut self.writer.out);
        self.writer.out.push(':');
        value.serialize(&mut *self.writer)?;
        self.members.push((name, start..self.writer.out.len()));
        Ok(())
    }

    fn finish(mut self) {
        self.members.sort_unstable_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
        let unsorted = self.writer.out.split_off(self.start);
        for (index, (_, place)) in self.members.iter().enumerate() {
            if index > 0 {
                self.writer.out.push(',');
            }
            self.writer.out.push_str(&unsorted[place.start - self.start..place.end - self.start]);
        }
        self.writer.out.push_str(self.end);
    }
}

macro_rules! plainly {
    ($($method:ident: $type:ty),+) => {$(
        fn $method(self, value: $type) -> Result<(), NotCanonical> {
            self.plain(value)
        }
    )+};
}

macro_rules! refused {
    ($($method:ident($($type:ty),+): $ok:ty),+) => {$(
        fn $method(self, $(_: $type),+) -> Result<$ok, NotCanonical> {
            Err(NotCanonical)
        }
    )+};
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = NotCanonical;
    type SerializeSeq = List<'w>;
    type SerializeTuple = Impossible<(), NotCanonical>;
    type SerializeTupleStruct = Impossible<(), NotCanonical>;
    type SerializeTupleVariant = Impossible<(), NotCanonical>;
    type SerializeMap = Object<'w>;
    type SerializeStruct = Object<'w>;
    type SerializeStructVariant = Object<'w>;

    plainly! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64
    }

    refused! {
        serialize_f32(f32): (), serialize_f64(f64): (),
        serialize_bytes(&[u8]): (), serialize_unit_struct(&'static str): (),
        serialize_tuple(usize): Self::SerializeTuple,
        serialize_tuple_struct(&'static str, usize): Self::SerializeTupleStruct,
        serialize_tuple_variant(&'static str, u32, &'static str, usize): Self::SerializeTupleVariant
    }

    fn serialize_char(self, value: char) -> Result<(), NotCanonical> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, text: &str) -> Result<(), NotCanonical> {
        write_text(text, &mut self.out);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), NotCanonical> {
        self.plain("null")
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), NotCanonical> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), NotCanonical> {
        self.plain("null")
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), NotCanonical> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), NotCanonical> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), NotCanonical> {
        self.variant(variant);
        value.serialize(&mut *self)?;
        self.out.push('}');
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'w>, NotCanonical> {
        self.left_out = None;
        self.out.push('[');
        Ok(List { writer: self, first: true })
    }

    fn serialize_map(self, size: Option<usize>) -> Result<Object<'w>, NotCanonical> {
        Ok(Object::begin(self, size.unwrap_or_default(), "}"))
    }

    fn serialize_struct(self, _: &'static str, size: usize) -> Result<Object<'w>, NotCanonical> {
        Ok(Object::begin(self, size, "}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        size: usize,
    ) -> Result<Object<'w>, NotCanonical> {
        self.variant(variant);
        Ok(Object::begin(self, size, "}}"))
    }
}

impl ser::SerializeSeq for List<'_> {
    type Ok = ();
    type Error = NotCanonical;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), NotCanonical> {
        if !self.first {
            self.writer.out.push(',');
        }
        self.first = false;
        item.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), NotCanonical> {
        self.writer.out.push(']');
        Ok(())
    }
}

macro_rules! objects {
    ($($trait:ident),+) => {$(
        impl ser::$trait for Object<'_> {
            type Ok = ();
            type Error = NotCanonical;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self, name: &'static str, value: &T,
            ) -> Result<(), NotCanonical> {
                self.member(name.into(), value)
            }

            fn end(self) -> Result<(), NotCanonical> {
                self.finish();
                Ok(())
            }
        }
    )+};
}

objects! { SerializeStruct, SerializeStructVariant }

impl ser::SerializeMap for Object<'_> {
    type Ok = ();
    type Error = NotCanonical;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, name: &T) -> Result<(), NotCanonical> {
        match name.serialize(serde_json::value::Serializer) {
            Ok(Value::String(name)) => self.name = Some(name),
            _ => return Err(NotCanonical),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NotCanonical> {
        let name = self.name.take().ok_or(NotCanonical)?;
        self.member(name.into(), value)
    }

    fn end(self) -> Result<(), NotCanonical> {
        self.finish();
        Ok(())
    }
}
