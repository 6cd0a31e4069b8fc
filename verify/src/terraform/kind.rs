//! Whether an expression can be what a schema wants.

use hcl_edit::expr::{BinaryOperator, Expression, ObjectKey, UnaryOperator};
use hcl_edit::template::Element;

use super::function;
use super::module::{Item, Module};
use super::reference::{Use, resolve};
use super::schema::Kind;

/// The context of an expression.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub item: &'a Item,
    pub module: &'a Module,
}

/// Why `expression` cannot be of kind `wanted`; `None` where it can, or where that is not known before a plan.
/// Terraform's own conversions count: a number for text, `"5"` for a number, `"true"` for a boolean.
pub fn misfit(expression: &Expression, wanted: &Kind, context: Context<'_>) -> Option<String> {
    if *wanted == Kind::Any || expression.is_null() {
        return None;
    }
    match (expression, wanted) {
        (Expression::Parenthesis(inner), _) => misfit(inner.inner(), wanted, context),
        (Expression::Conditional(choice), _) => {
            misfit(&choice.true_expr, wanted, context).or_else(|| misfit(&choice.false_expr, wanted, context))
        }
        (Expression::String(text), Kind::Number) if text.parse::<f64>().is_ok() => None,
        (Expression::String(text), Kind::Bool) if matches!(text.as_str(), "true" | "false") => None,
        (Expression::String(_), Kind::Number | Kind::Bool) => Some(unlike(&Kind::String, wanted)),
        (Expression::Array(items), Kind::List(inner)) => items.iter().find_map(|item| misfit(item, inner, context)),
        (Expression::Object(entries), Kind::Map(inner)) => {
            entries.iter().find_map(|(_, value)| misfit(value.expr(), inner, context))
        }
        (Expression::Object(entries), Kind::Object(fields)) => entries.iter().find_map(|(key, value)| {
            let name = match key {
                ObjectKey::Ident(name) => name.as_str(),
                ObjectKey::Expression(key) => key.as_str()?,
            };
            match fields.get(name) {
                Some(kind) => misfit(value.expr(), kind, context),
                None => Some(format!("the object has no attribute {name}")),
            }
        }),
        _ => {
            let given = kind_of(expression, context);
            (!converts(&given, wanted)).then(|| unlike(&given, wanted))
        }
    }
}

fn unlike(given: &Kind, wanted: &Kind) -> String {
    format!("{} is given, {} is wanted", given.words(), wanted.words())
}

/// What is known of an expression's kind.
fn kind_of(expression: &Expression, context: Context<'_>) -> Kind {
    let any = || Box::new(Kind::Any);
    match expression {
        Expression::String(_) | Expression::HeredocTemplate(_) => Kind::String,
        Expression::Number(_) => Kind::Number,
        Expression::Bool(_) => Kind::Bool,
        Expression::Array(_) => Kind::List(any()),
        Expression::Object(_) => Kind::Map(any()),
        Expression::ForExpr(comprehension) if comprehension.key_expr.is_some() => Kind::Map(any()),
        Expression::ForExpr(_) => Kind::List(any()),
        Expression::StringTemplate(template) => {
            let mut elements = template.iter();
            match (elements.next(), elements.next()) {
                (Some(Element::Interpolation(only)), None) => kind_of(&only.expr, context),
                _ => Kind::String,
            }
        }
        Expression::FuncCall(call) => function::gives(call.name.name.as_str()).unwrap_or(Kind::Any),
        Expression::UnaryOp(operation) => match operation.operator.value() {
            UnaryOperator::Neg => Kind::Number,
            UnaryOperator::Not => Kind::Bool,
        },
        Expression::BinaryOp(operation) => match operation.operator.value() {
            BinaryOperator::Plus
            | BinaryOperator::Minus
            | BinaryOperator::Mul
            | BinaryOperator::Div
            | BinaryOperator::Mod => Kind::Number,
            _ => Kind::Bool,
        },
        _ => {
            let found = Use::of(expression).and_then(|found| resolve(&found, context.item, context.module).ok());
            found.unwrap_or(Kind::Any)
        }
    }
}

/// Whether Terraform turns a value of the one kind into the other, given the right value.
fn converts(given: &Kind, wanted: &Kind) -> bool {
    match (given, wanted) {
        (Kind::Any, _) | (_, Kind::Any) => true,
        (Kind::Number, Kind::Bool) | (Kind::Bool, Kind::Number) => false,
        (Kind::String | Kind::Number | Kind::Bool, Kind::String | Kind::Number | Kind::Bool) => true,
        (Kind::List(given), Kind::List(wanted)) | (Kind::Map(given), Kind::Map(wanted)) => converts(given, wanted),
        (Kind::Map(_) | Kind::Object(_), Kind::Map(_) | Kind::Object(_)) => true,
        _ => false,
    }
}
