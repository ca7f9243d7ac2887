package config

import "reflect"

// setting returns the field of a struct that a key names.
func setting(v reflect.Value, name string) reflect.Value {
	for i := range v.NumField() {
		if tag := v.Type().Field(i).Tag.Get("yaml"); tag == name && tag != "-" {
			return v.Field(i)
		}
	}
	return reflect.Value{}
}

// settings returns the keys of a struct.
func settings(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		if tag := t.Field(i).Tag.Get("yaml"); tag != "-" {
			names = append(names, tag)
		}
	}
	return names
}

// Keys returns the full name of every setting, in the order of [Config]:
// "web.listen", "schedules[].cron".
func Keys() []string { return keys(reflect.TypeFor[Config](), "") }

func keys(t reflect.Type, prefix string) []string {
	var all []string
	for i := range t.NumField() {
		f := t.Field(i)
		name := f.Tag.Get("yaml")
		if name == "-" {
			continue
		}
		all = append(all, prefix+name)
		switch {
		case f.Type.Kind() == reflect.Struct:
			all = append(all, keys(f.Type, prefix+name+".")...)
		case f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct:
			all = append(all, keys(f.Type.Elem(), prefix+name+"[].")...)
		}
	}
	return all
}
