"""The site as its generator built it: in comes a folder of HTML, out goes what answers at each address of it."""
