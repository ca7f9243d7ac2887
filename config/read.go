package config

import (
	"bytes"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// read fills c from YAML and notes everything that does not fit. It walks the
// syntax tree itself, because a decoder stops at the first error and names Go's
// types to people who write no Go.
func (r *report) read(b []byte, c *Config) {
	r.text = b
	if i := invalid(b); i >= 0 {
		line := 1 + bytes.Count(b[:i], []byte("\n"))
		r.addAt(place{line, i - bytes.LastIndexByte(b[:i], '\n')}, "", Fault{"is not UTF-8 text", "save the file as UTF-8"})
		return
	}
	file, err := parse(b)
	if err != nil {
		r.syntax(err)
		return
	}
	docs := 0
	for _, doc := range file.Docs {
		if doc.Body == nil || doc.Body.Type() == ast.CommentType || doc.Body.Type() == ast.DirectiveType {
			continue
		}
		if docs++; docs > 1 {
			r.addAt(where(doc.Body), "", Fault{"a second document begins", "keep all settings in one and take out the line ---"})
			return
		}
		r.value(doc.Body, reflect.ValueOf(c).Elem(), "")
	}
}

// value puts n into v.
func (r *report) value(n ast.Node, v reflect.Value, key string) {
	if r.at[key].line == 0 {
		r.at[key] = where(n)
	}
	switch n := n.(type) {
	case *ast.NullNode:
		return // "key:" with nothing behind it keeps the default
	case *ast.AnchorNode, *ast.AliasNode:
		r.add(key, "anchors (&, *) are not served", "write the value out, or put it in quotes")
		return
	case *ast.TagNode:
		r.add(key, "begins with !, which means a tag in YAML", "put the value in quotes")
		section, _, _ := strings.Cut(key, ".")
		r.torn[section] = true // the tag has swallowed the lines that follow
		return
	case *ast.MappingValueNode:
		r.value(&ast.MappingNode{BaseNode: n.BaseNode, Start: n.Start, Values: []*ast.MappingValueNode{n}}, v, key)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		if m, ok := n.(*ast.MappingNode); ok {
			r.group(m, v, key)
			return
		}
		r.wrong(n, key, "a group of settings", "begin the next line with two more spaces and "+settings(v.Type())[0]+":")
	case reflect.Slice:
		s, ok := n.(*ast.SequenceNode)
		if !ok {
			r.wrong(n, key, "a list", "begin each entry on a line of its own with -")
			return
		}
		out := reflect.MakeSlice(v.Type(), len(s.Values), len(s.Values))
		for i, e := range s.Values {
			k := fmt.Sprintf("%s[%d]", key, i)
			if e.Type() == ast.NullType {
				r.at[k] = where(e)
				r.add(k, "is empty", "take the entry out")
				continue
			}
			r.value(e, out.Index(i), k)
		}
		v.Set(out)
	default:
		r.scalar(n, v, key)
	}
}

// group reads the settings of one struct.
func (r *report) group(m *ast.MappingNode, v reflect.Value, key string) {
	seen := map[string]int{}
	for _, kv := range m.Values {
		word := kv.Key.GetToken()
		name := word.Value
		full := strings.TrimPrefix(key+"."+name, ".")
		if line, twice := seen[name]; twice {
			r.addAt(spot(word), full, Fault{fmt.Sprintf("is set twice, first in line %d", line), "keep one"})
			continue
		}
		seen[name] = word.Position.Line
		field := setting(v, name)
		if !field.IsValid() {
			r.unknown(spot(word), name, key, v.Type())
			continue
		}
		r.at[full] = spot(word)
		if kv.Value.Type() != ast.NullType {
			r.at[full] = where(kv.Value)
		} else if comment.Match(r.line(word.Position.Line)) {
			r.add(full, "is empty, because # begins a comment", "put the value in quotes")
		}
		r.value(kv.Value, field, full)
	}
}

// unknown notes a key that is no setting. A key that names a secret gets the
// environment as its remedy, and its value is never read.
func (r *report) unknown(at place, name, inside string, t reflect.Type) {
	full := strings.TrimPrefix(inside+"."+name, ".")
	if tokenShapes.MatchString(name) || keyShapes.MatchString(name) {
		full = strings.TrimPrefix(inside+".(not shown)", ".")
	} else if namesSecret(name) {
		names := secretNames(reflect.Zero(t).Interface())
		if len(names) == 0 {
			names = secretNames(Config{})
		}
		r.addAt(at, full, Fault{"secrets do not belong in this file",
			"take the line out and set " + list(names) + " in the environment, or the same name with _FILE to a file that holds it"})
		return
	}
	known := settings(t)
	right := "known here: " + list(known)
	if n := Nearest(name, known, 3); n != "" {
		right = "did you mean " + n + "?"
	} else if k := elsewhere(name); k != "" {
		right = "did you mean " + k + "?"
	}
	r.addAt(at, full, Fault{"is not a setting", right})
}

// elsewhere returns the full name of the setting that is called name in another
// place.
func elsewhere(name string) string {
	for _, k := range Keys() {
		if k[strings.LastIndexByte(k, '.')+1:] == name {
			return k
		}
	}
	return ""
}

func (r *report) scalar(n ast.Node, v reflect.Value, key string) {
	switch v.Kind() {
	case reflect.String:
		switch n := n.(type) {
		case *ast.StringNode:
			v.SetString(n.Value)
		case *ast.LiteralNode:
			v.SetString(strings.TrimSuffix(n.Value.Value, "\n"))
		default:
			r.wrong(n, key, "a text", "put it in quotes")
		}
	case reflect.Int:
		i, ok := n.(*ast.IntegerNode)
		if !ok {
			r.wrong(n, key, "a whole number", "write digits only, without quotes")
			return
		}
		number, err := strconv.ParseInt(fmt.Sprint(i.Value), 10, 64)
		if err != nil {
			number = math.MaxInt
		}
		v.SetInt(number)
	case reflect.Bool:
		b, ok := n.(*ast.BoolNode)
		if !ok {
			r.wrong(n, key, "true or false", "write true or false, without quotes")
			return
		}
		v.SetBool(b.Value)
	}
}

// wrong notes that a value is of another kind than it must be.
func (r *report) wrong(n ast.Node, key, must, right string) {
	is := "is something else"
	switch n := n.(type) {
	case *ast.MappingNode:
		is = "is a group of settings"
		right = ""
	case *ast.SequenceNode:
		is = "is a list"
		right = "write one value, without - or []"
		if must == "a group of settings" {
			right = "take the - in front of its settings out"
		}
	case *ast.StringNode:
		is = "is the text " + show(n.Value)
		if must == "a whole number" && strings.Trim(n.GetToken().Origin, " -+0123456789\r\n") == "" {
			is = "is a number of too many digits"
		}
	case *ast.LiteralNode:
		is = "is a text of several lines"
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		is = "is the number " + strings.Trim(show(n.GetToken().Value), `"`)
	case *ast.BoolNode:
		is = "is " + n.GetToken().Value
	}
	if must == "a text" && right == "put it in quotes" {
		right = fmt.Sprintf("put it in quotes: %q", n.GetToken().Value)
	}
	r.add(key, is+", must be "+must, right)
}
