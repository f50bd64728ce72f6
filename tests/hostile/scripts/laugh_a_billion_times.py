# expect: script_error,memory_limit,time_limit | must: entities that multiply end with their process
import xml.dom.minidom

names = [f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12)]
bomb = f'<!DOCTYPE svg [<!ENTITY e0 "{"ha" * 500}">{"".join(names)}]><svg>&e11;</svg>'
xml.dom.minidom.parseString(bomb)
raise ValueError("it was refused")
