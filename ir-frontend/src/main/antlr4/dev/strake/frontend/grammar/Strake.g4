// The whole grammar of Strake's kernel language. Each rule is followed by one example.
//
// The grammar accepts a little more than the language: what it accepts in excess (a loop without
// an order, a range without an end, an `if` value without `else`, a block without a head) is
// refused by AstBuilder with a sentence of its own, which is better than what a parser can say.
grammar Strake;

file: (importDeclaration | declaration | block)* EOF;

importDeclaration: IMPORT (path | STRING) SEMI;                // import std.math;

path: NAME (DOT NAME)*;                                        // std.math

declaration: annotation* (kernel | function | constant | test);

annotation: AT NAME (LPAREN NAME (COMMA NAME)* RPAREN)?;       // @ufunc(int, float)

function: FN NAME generics? LPAREN (parameter (COMMA parameter)*)? RPAREN
          ARROW resultTypes functionBody;                      // fn f(a: f64) -> f64 = a + a;

resultTypes: NAME | LPAREN NAME (COMMA NAME)+ RPAREN;          // (f64, i64)

functionBody: ASSIGN expression SEMI | block;

constant: CONST NAME (COLON NAME)? ASSIGN expression SEMI;     // const PI = 3.141592653589793;

test: TEST STRING block;                                       // test "of nothing" { ... }

kernel: KERNEL NAME generics? LPAREN (parameter (COMMA parameter)*)? RPAREN
        (ARROW results)? where? block;                         // kernel k(x: inout f64[n]) { ... }

generics: LT generic (COMMA generic)* GT;                      // <T: float, I: i32 | i64>

generic: NAME COLON NAME (PIPE NAME)*;                         // T: float

parameter: NAME COLON INOUT? type;                             // y: inout T[h, w]

type: NAME (LBRACKET dim (COMMA dim)* RBRACKET)?;              // T[n / 2, 3]

dim: DOTDOT NAME | expression;                                 // n + 1

results: result | LPAREN result (COMMA result)* RPAREN;        // (total: T, top: T[h])

result: NAME COLON type;                                       // out: T[n]

where: WHERE expression (COMMA expression)*;                   // where n > 0, h >= 2

block: LBRACE statement* RBRACE;                               // { let a = 1; }

statement
    : keyword=(LET | VAR) declared
          (LBRACKET binder (COMMA binder)* RBRACKET | COLON type)?
          ASSIGN expression SEMI                          # Declare     // let e[j in 0..n] = x[j];
    | NAME (LBRACKET expression (COMMA expression)* RBRACKET)?
          operator=(ASSIGN | PLUS_ASSIGN | MINUS_ASSIGN | STAR_ASSIGN | SLASH_ASSIGN
                    | PERCENT_ASSIGN | AMP_ASSIGN | PIPE_ASSIGN | CARET_ASSIGN)
          expression SEMI                                 # Assign      // y[i, j] += 1;
    | NAME LPAREN (expression (COMMA expression)*)? RPAREN
          SEMI                                            # CallKernel  // saxpy(2.0, x, y);
    | SCATTER NAME LBRACKET expression (COMMA expression)* RBRACKET scatterUpdate expression
          FOR binder (COMMA binder)* (OOB NAME)? SEMI     # Scatter     // scatter h[b[i]] += 1 for i in 0..n;
    | PRINT printed (COMMA printed)* SEMI                 # Print       // print "at", i, x[i];
    | order=(PAR | SEQ)? FOR binder (COMMA binder)* block # For         // par for i in 0..h { ... }
    | WHILE expression block                              # While       // while t < 4 { ... }
    | IF expression block (ELSE IF expression block)*
          (ELSE block)?                                   # IfStatement // if a < b { } else { }
    | ASSERT expression COMMA STRING SEMI                 # Assert      // assert n > 1, "too few";
    | RETURN expression SEMI                              # Return      // return a;
    | block                                               # Bare        // { ... }
    ;

declared: NAME | LPAREN NAME (COMMA NAME)+ RPAREN;             // (top, at)

// `min=` and `max=` are a name and a sign, so that `min=3` still assigns to a variable `min`.
scatterUpdate
    : operator=(ASSIGN | PLUS_ASSIGN | STAR_ASSIGN | AMP_ASSIGN | PIPE_ASSIGN | CARET_ASSIGN)
    | NAME ASSIGN
    ;                                                          // max=

printed: STRING | expression;                                  // "at"

binder: NAME IN expression (DOTDOT expression)?;               // j in 0..n

// From the tightest to the loosest, as in Rust. Comparisons don't associate.
expression
    : operand                                             # Single      // -x
    | expression AS NAME                                  # Cast        // x as f64
    | expression (STAR | SLASH | PERCENT) expression      # Product     // a * b
    | expression (PLUS | MINUS) expression                # Sum         // a + b
    | expression (SHL | SHR | USHR) expression            # Shift       // a << 3
    | expression AMP expression                           # BitAnd      // a & b
    | expression CARET expression                         # BitXor      // a ^ b
    | expression PIPE expression                          # BitOr       // a | b
    | expression (EQ | NE | LT | LE | GT | GE) expression # Comparison  // a <= b
    | expression AND_AND expression                       # And         // a && b
    | expression OR_OR expression                         # Or          // a || b
    ;

operand: (MINUS | NOT | TILDE)* (parenthesized | primary);     // !done

parenthesized: LPAREN expression (COMMA expression)* RPAREN;   // (a + b)

primary
    : (INTEGER | DECIMAL | INF | NAN | TRUE | FALSE)      # Literal     // 0x1.8p3
    | NAME (AT order=(NAME | SEQ))? LBRACKET binder (COMMA binder)* RBRACKET
          reductionBody ofNothing?                        # Reduction   // sum@seq[j in 0..n] x[j]
    | SCAN NAME LBRACKET binder (COMMA binder)* RBRACKET
          reductionBody                                   # Scan        // scan add[j in 0..n] x[j]
    | NAME LPAREN (expression (COMMA expression)*)? RPAREN
                                                          # Call        // max(a, b)
    | NAME LBRACKET subscript (COMMA subscript)* RBRACKET # Index       // x[i, j]
    | LBRACKET expression (COMMA expression)* RBRACKET    # ArrayValue  // [1, 2, 3]
    | NAME                                                # NameUse     // x
    | IF expression value (ELSE IF expression value)*
          (ELSE value)?                                   # IfValue     // if a < b { a } else { b }
    ;

subscript: DOTDOT | expression (DOTDOT expression)?;           // lo..hi

ofNothing: ELSE operand;                                       // else -inf

reductionBody: LPAREN expression (COMMA expression)* RPAREN | primary; // (a[p], b[p])

value: LBRACE expression RBRACE;                               // { a + 1 }

// Keywords, from IMPORT to SCATTER.
IMPORT: 'import';
CONST: 'const';
TEST: 'test';
PRINT: 'print';
OOB: 'oob';
FN: 'fn';
KERNEL: 'kernel';
INOUT: 'inout';
WHERE: 'where';
LET: 'let';
VAR: 'var';
PAR: 'par';
SEQ: 'seq';
FOR: 'for';
IN: 'in';
WHILE: 'while';
IF: 'if';
ELSE: 'else';
ASSERT: 'assert';
RETURN: 'return';
AS: 'as';
TRUE: 'true';
FALSE: 'false';
INF: 'inf';
NAN: 'nan';
SCAN: 'scan';
SCATTER: 'scatter';

ARROW: '->';
DOTDOT: '..';
DOT: '.';
COMMA: ',';
SEMI: ';';
COLON: ':';
AT: '@';
LPAREN: '(';
RPAREN: ')';
LBRACKET: '[';
RBRACKET: ']';
LBRACE: '{';
RBRACE: '}';
PLUS_ASSIGN: '+=';
MINUS_ASSIGN: '-=';
STAR_ASSIGN: '*=';
SLASH_ASSIGN: '/=';
PERCENT_ASSIGN: '%=';
AMP_ASSIGN: '&=';
PIPE_ASSIGN: '|=';
CARET_ASSIGN: '^=';
AND_AND: '&&';
OR_OR: '||';
EQ: '==';
NE: '!=';
LE: '<=';
GE: '>=';
USHR: '>>>';
SHL: '<<';
SHR: '>>';
LT: '<';
GT: '>';
ASSIGN: '=';
PLUS: '+';
MINUS: '-';
STAR: '*';
SLASH: '/';
PERCENT: '%';
AMP: '&';
PIPE: '|';
CARET: '^';
NOT: '!';
TILDE: '~';

// `0..n` is an integer and a range: digits must follow the point of a decimal.
DECIMAL
    : DIGITS '.' DIGITS EXPONENT?
    | DIGITS EXPONENT
    | '0' [xX] HEX+ ('.' HEX+)? [pP] [+-]? [0-9]+
    ;
INTEGER: DIGITS | '0' [xX] HEX (HEX | '_')*;
MALFORMED_NUMBER: DIGITS ('.' DIGITS)? [a-zA-Z_] [a-zA-Z0-9_]* | '0' [xX] [a-zA-Z0-9_]*;
NAME: [a-zA-Z_] [a-zA-Z0-9_]*;
STRING: '"' (~["\\\r\n] | '\\' ~[\r\n])* '"';
UNCLOSED_STRING: '"' (~["\\\r\n] | '\\' ~[\r\n])* '\\'?;

DOC: '///' ~[\r\n]* -> channel(2);
LINE_COMMENT: '//' ~[\r\n]* -> channel(HIDDEN);
BLOCK_COMMENT: '/*' .*? ('*/' | EOF) -> channel(3);
SPACE: [ \t\r\n\f\uFEFF]+ -> channel(HIDDEN);
UNKNOWN: .;

fragment DIGITS: [0-9] [0-9_]*;
fragment EXPONENT: [eE] [+-]? [0-9]+;
fragment HEX: [0-9a-fA-F];
