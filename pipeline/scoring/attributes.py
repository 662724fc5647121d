"""What an ICP can ask about, as SQL: the one place where its operators are evaluated.

Every expression is NULL where the attribute is unknown, and so is every comparison with it: unknown is open.
"""

from . import sql

FREE_MAIL_DOMAINS = [
    "126.com",
    "163.com",
    "aol.com",
    "gmail.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "interia.pl",
    "live.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "o2.pl",
    "onet.pl",
    "outlook.com",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "web.de",
    "wp.pl",
    "yahoo.com",
    "yandex.ru",
    "ymail.com",
]


def text_of(column):
    return f"NULLIF({column}, '')"


BUILT_IN = {
    ("company", "name"): text_of("company.name"),
    ("company", "domain"): text_of("company.domain"),
    ("company", "industry"): text_of("company.industry"),
    ("company", "employees"): "company.employees",
    ("company", "annual_revenue"): "company.annual_revenue",
    ("company", "country"): text_of("company.country"),
    ("company", "region"): text_of("company.region"),
    ("company", "technologies"): "company.technologies::text[]",
    ("company", "company_age"): "date_part('year', age({today}, company.founded_on))::int",
    ("contact", "title"): text_of("contact.title"),
    ("contact", "seniority"): text_of("contact.seniority"),
    ("contact", "department"): text_of("contact.department"),
    ("contact", "free_mail"): (
        f"split_part(lower({text_of('contact.email')}), '@', 2) = ANY({sql.array(FREE_MAIL_DOMAINS, 'text')})"
    ),
    ("lead", "source"): text_of("lead.source"),
    ("lead", "campaign"): text_of("lead.campaign"),
    ("lead", "product"): "product.key",
    ("lead", "segment"): "segment.key",
}


def expression(entity, key, value_type, today="%(today)s::date"):
    """The attribute's value as SQL on the date `today`; NULL when unknown."""
    built_in = BUILT_IN.get((entity, key))
    return built_in.replace("{today}", today) if built_in else custom(entity, key, value_type)


def custom(entity, key, value_type):
    value = f"({entity}.custom -> {sql.literal(key)})"
    plain = f"({value} #>> '{{}}')"
    match value_type:
        case "number":
            return f"CASE WHEN jsonb_typeof({value}) = 'number' THEN {plain}::numeric END"
        case "boolean":
            return f"CASE WHEN jsonb_typeof({value}) = 'boolean' THEN {plain}::boolean END"
        case "choices":
            elements = f"ARRAY(SELECT jsonb_array_elements_text({value}))"
            return f"CASE WHEN jsonb_typeof({value}) = 'array' THEN {elements} END"
        case _:
            return f"CASE WHEN jsonb_typeof({value}) = 'string' THEN {text_of(plain)} END"


def result(criterion, today):
    """Whether the criterion holds on the date `today`, as a SQL boolean: NULL when the attribute is unknown."""
    value = expression(criterion["entity"], criterion["attribute"], criterion["value_type"], today)
    operator, operand = criterion["operator"], criterion["operand"]
    if operator == "is_known":
        return f"CASE WHEN ({value}) IS NOT NULL THEN true END"
    if criterion["value_type"] == "choices":
        return held_by_many(value, operator, operand)
    return held_by_one(f"({value})", criterion["value_type"], operator, operand)


def held_by_one(value, value_type, operator, operand):
    if value_type in {"text", "choice"}:
        value = f"lower({value})"
    # ISO dates compare as texts byte by byte, so that no malformed one can stop a rescore.
    elif value_type == "date":
        value = f'{value} COLLATE "C"'
    match operator:
        case "is":
            return f"{value} = {constant(operand, value_type)}"
        case "is_not":
            return f"{value} <> {constant(operand, value_type)}"
        case "one_of":
            return f"{value} = ANY({constants(operand, value_type)})"
        case "none_of":
            return f"{value} <> ALL({constants(operand, value_type)})"
        case "contains":
            return f"strpos({value}, {constant(operand, value_type)}) > 0"
        case "at_least":
            return f"{value} >= {constant(operand, value_type)}"
        case "at_most":
            return f"{value} <= {constant(operand, value_type)}"
        case "between":
            low, high = operand
            ends = [(">=", low), ("<=", high)]
            return sql.every([f"{value} {sign} {constant(end, value_type)}" for sign, end in ends if end is not None])
    raise ValueError(f"unknown operator {operator}")


def held_by_many(value, operator, operand):
    wanted = constants(operand if isinstance(operand, list) else [operand], "text")
    some = f"EXISTS (SELECT FROM unnest({value}) AS element WHERE lower(element) = ANY({wanted}))"
    holds = f"NOT {some}" if operator in {"is_not", "none_of"} else some
    return f"CASE WHEN ({value}) IS NOT NULL THEN {holds} END"


def constant(value, value_type):
    if value_type == "number":
        return f"{int(value)}"
    if value_type in {"boolean", "date"}:
        return sql.literal(value)
    # Lowered by the database, by the same rules as the value it is compared with.
    return f"lower({sql.literal(value)})"


def constants(values, value_type):
    kinds = {"number": "numeric", "boolean": "boolean"}
    return f"ARRAY[{', '.join(constant(value, value_type) for value in values)}]::{kinds.get(value_type, 'text')}[]"
